import { expect, it, vi } from "vitest";
import { rendered } from "@/test/rendered";
import { CustomersPage } from "./customers-page";

let search: { q?: string; franchise?: string } = {};
vi.mock("@/components/whose", () => ({ useWhose: () => search.franchise, WhoseChoice: () => null }));
vi.mock("@tanstack/react-router", () => ({
  getRouteApi: () => ({ useSearch: () => search, useNavigate: () => () => undefined }),
  useNavigate: () => () => undefined,
}));

async function said(of: typeof search): Promise<string | null> {
  search = of;
  const place = await rendered(<CustomersPage />, [
    [["me"], { role: "head_office", person: 7, franchise: null }],
    [["franchises", "all"], ["001", "002"].map((code) => ({ code, name: "Studio" }))],
    [
      ["customers", "list", of.q ?? "", of.franchise],
      { pages: [{ items: [], next: null }], pageParams: [null] },
    ],
  ]);
  return place.textContent;
}

it("an empty list says what was asked for: a name, a franchise's customers, or all", async () => {
  expect(await said({ q: "Léa", franchise: "002" })).toContain("No customer has that name or e-mail");
  expect(await said({ franchise: "002" })).toContain("No customers of this franchise yet");
  expect(await said({})).toContain("No customers yet");
});
