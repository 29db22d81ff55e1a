// @vitest-environment jsdom
import { expect, test } from "vitest";
import { printChoices } from "./crops";

const WALLET = { name: "Wallet", width_mm: 64, height_mm: 88.9 };

test("own print sizes can be chosen, by their name and size", () => {
  expect(printChoices([WALLET], null, "de")).toEqual([
    { value: "mm:64x88.9", label: "Wallet (64 × 88,9 mm)" },
  ]);
});

test("a size that was chosen is shown though the studio has it no more", () => {
  expect(printChoices([], "mm:50x50", "en")).toEqual([{ value: "mm:50x50", label: "50 × 50 mm" }]);
  expect(printChoices([], "4x6", "en")).toEqual([]);
});

test("two names for one size are one choice", () => {
  expect(printChoices([WALLET, { ...WALLET, name: "Purse" }], null, "en")).toHaveLength(1);
});
