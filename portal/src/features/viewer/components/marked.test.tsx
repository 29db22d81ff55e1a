import { expect, it } from "vitest";
import { rendered } from "@/test/rendered";
import type { Found } from "./evidence";
import { Marked } from "./marked";

const FACTOR: Found = { name: "edges", value: 60, weight: 30, sentence: "", findings: [] };

async function said(found: Found | undefined): Promise<string> {
  return (await rendered(<Marked found={found} />)).textContent?.trim() ?? "";
}

it("a factor without a place says so instead of showing nothing", async () => {
  expect(await said(FACTOR)).toContain("No single place stands out");
});

it("a factor with places says how many are marked", async () => {
  const halo = { code: "halo", sentence: "halo", severity: 0.5, box: [1, 2, 3, 4] };
  expect(await said({ ...FACTOR, findings: [halo as never] })).toContain("1 place is marked");
});

it("nothing is said where no factor is chosen", async () => {
  expect(await said(undefined)).toBe("");
});
