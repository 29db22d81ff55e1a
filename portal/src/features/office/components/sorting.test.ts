import { describe, expect, it } from "vitest";
import { sorted } from "./sorting";

const rows = [
  { name: "Zürich", waiting: 2, score: null },
  { name: "Ávila", waiting: 10, score: 91 },
  { name: "Bern", waiting: 0, score: 88 },
];
const names = (by: "name" | "waiting" | "score", down: boolean) =>
  sorted(rows, { by, down }, "en").map((row) => row.name);

describe("a table", () => {
  it("has numbers by size and words as people sort them", () => {
    expect(names("waiting", true)).toEqual(["Ávila", "Zürich", "Bern"]);
    expect(names("name", false)).toEqual(["Ávila", "Bern", "Zürich"]);
  });

  it("has what is not known last, whichever way it is sorted", () => {
    expect(names("score", false)).toEqual(["Bern", "Ávila", "Zürich"]);
    expect(names("score", true)).toEqual(["Ávila", "Bern", "Zürich"]);
  });
});
