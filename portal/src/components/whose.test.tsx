import { expect, it, vi } from "vitest";
import { rendered } from "@/test/rendered";
import { WhoseChoice } from "./whose";

vi.mock("@tanstack/react-router", () => ({ useSearch: () => ({}), useNavigate: () => () => undefined }));

async function choices(codes: readonly string[], own: string | null, all?: string): Promise<number> {
  const place = await rendered(<WhoseChoice {...(all ? { all } : {})} />, [
    [["me"], { role: own ? "franchise" : "head_office", person: 7, franchise: own }],
    [["franchises", "all"], codes.map((code) => ({ code, name: "Studio" }))],
  ]);
  return place.querySelectorAll("input[aria-label=Franchise]").length;
}

it("lets head office choose one of several franchises; all of one are that one", async () => {
  expect(await choices(["001", "002"], null, "All franchises")).toBe(1);
  expect(await choices(["001"], null, "All franchises")).toBe(0);
  // a page of one franchise alone needs to be told which
  expect(await choices(["001"], null)).toBe(1);
  expect(await choices(["001", "002"], "001", "All franchises")).toBe(0);
});
