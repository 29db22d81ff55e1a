import { expect, it } from "vitest";
import { rendered } from "@/test/rendered";
import { Grid } from "./grid";
import type { Item } from "./queue";

const ITEM = {
  photo: { id: 1, filename: "a.jpg", franchise: "002" },
  edit: { number: 1 },
  due_at: "2026-11-26T18:00:00Z",
} as Item;

async function seen(codes: readonly string[]): Promise<string | null> {
  const nothing = () => undefined;
  const place = await rendered(
    <Grid items={[ITEM]} ahead={0} decides isOthers={() => true} look={nothing} approve={nothing} />,
    [
      [["me"], { role: "head_office", person: 7, franchise: null }],
      [["franchises", "all"], codes.map((code) => ({ code, name: "Studio" }))],
    ],
  );
  return place.textContent;
}

it("all at once says whose each photo is to who reviews for several franchises, and to nobody else", async () => {
  expect(await seen(["001", "002"])).toContain("002 · Studio");
  expect(await seen(["002"])).not.toContain("Studio");
});
