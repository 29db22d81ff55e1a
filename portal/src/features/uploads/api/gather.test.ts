import { describe, expect, it } from "vitest";
import { chosen } from "./gather";

describe("what is gathered", () => {
  it("leaves what lies beside photos, and names what people can see of it", () => {
    const names = ["b10.jpg", "b9.jpg", ".DS_Store", "Thumbs.db", "b9.xmp", "list.txt", "._list.txt"];
    const found = chosen(names.map((name) => new File(["x"], name)));
    expect(found.photos.map(({ path }) => path)).toEqual(["b9.jpg", "b10.jpg"]);
    expect(found.beside.map(({ path, kind }) => [path, kind])).toEqual([
      ["b9.xmp", "sidecar"],
      ["list.txt", "text"],
    ]);
  });
});
