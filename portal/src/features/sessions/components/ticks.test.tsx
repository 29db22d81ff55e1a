import { beforeEach, describe, expect, it } from "vitest";
import { press, rendered } from "@/test/rendered";
import type { Photo } from "../api/photos";
import { stillTicked, useTicks } from "./ticks";

function photo(id: number, state: Photo["state"], edits = 1): Photo {
  return { id, state, edits } as Photo;
}

function List({ photos }: { photos: readonly Photo[] }) {
  const { isTicked, tick } = useTicks(5, photos);
  return photos.map((one) => (
    <button key={one.id} type="button" aria-pressed={isTicked(one)} onClick={() => tick(one, !isTicked(one))}>
      {one.id}
    </button>
  ));
}

async function ticked(person: number, ...photos: Photo[]): Promise<(string | null)[]> {
  const place = await rendered(<List photos={photos} />, [[["me"], { role: "staff", person }]]);
  const found = [...place.querySelectorAll("[aria-pressed=true]")].map((one) => one.textContent);
  place.remove();
  return found;
}

describe("what a photographer has ticked off", () => {
  beforeEach(() => localStorage.clear());

  it("is still ticked when the page is loaded again, for the same person", async () => {
    await rendered(<List photos={[photo(1, "retake"), photo(2, "rejected", 0)]} />, [
      [["me"], { role: "staff", person: 7 }],
    ]);
    await press("2");
    expect(await ticked(7, photo(1, "retake"), photo(2, "rejected", 0))).toEqual(["2"]);
    expect(await ticked(8, photo(1, "retake"), photo(2, "rejected", 0))).toEqual([]);
    // it was taken again, and then something else was wrong
    expect(await ticked(7, photo(2, "cancelled", 0))).toEqual([]);
    expect(await ticked(7, photo(2, "retake", 0))).toEqual([]);
  });

  it("is forgotten once the photo need not be taken again, and not before it is known", () => {
    expect(stillTicked(["1/1", "2/1", "9/1"], [photo(1, "retake"), photo(2, "published")])).toEqual([
      "1/1",
      "9/1",
    ]);
    expect(stillTicked(["1/1"], [photo(1, "retake", 2)])).toEqual([]);
  });
});
