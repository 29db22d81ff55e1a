import { describe, expect, it } from "vitest";
import type { Photo } from "./photos";
import { chosenPublished, publishedIn } from "./published";

const photo = (id: number, state: string) => ({ id, state }) as Photo;
const PHOTOS = [photo(1, "published"), photo(2, "in_review"), photo(3, "delivered"), photo(4, "published")];

describe("what can be downloaded", () => {
  it("is what was published, by the counts of a session", () => {
    expect(publishedIn({ published: 3, delivered: 1, in_review: 5 })).toBe(4);
    expect(publishedIn({})).toBe(0);
  });

  it("is what is published of a selection", () => {
    expect(chosenPublished(7, PHOTOS.slice(0, 3), PHOTOS)).toBe("/v1/sessions/7/published?photo=1&photo=3");
  });

  it("is asked for without names when all are chosen", () => {
    expect(chosenPublished(7, PHOTOS, PHOTOS)).toBe("/v1/sessions/7/published");
  });

  it("is nothing where nothing is published, or too much to be named", () => {
    expect(chosenPublished(7, PHOTOS.slice(1, 2), PHOTOS)).toBeUndefined();
    const many = Array.from({ length: 3000 }, (_, id) => photo(id, "published"));
    expect(chosenPublished(7, many.slice(1), many)).toBeUndefined();
  });
});
