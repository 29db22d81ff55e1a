import { describe, expect, it } from "vitest";
import type { Photo } from "../api/photos";
import { grouped } from "./causes";

const dark = { code: "too_dark", message: "Too dark.", stops: 2 };
const edge = { code: "halo", message: "There is a halo." };
const cut = { code: "cut_off", message: "A hand is cut off." };

function photo(number: number, state: Photo["state"], reasons: Photo["reasons"] = [], note = ""): Photo {
  return { id: number, number, state, reasons, note } as Photo;
}

describe("what needs the studio", () => {
  it("is one thing for all photos with the same cause, the commonest first", () => {
    const causes = grouped([
      photo(1, "failed", [edge]),
      photo(2, "rejected", [dark]),
      photo(3, "rejected", [dark, edge]),
      photo(4, "published"),
    ]);
    expect(causes.map((cause) => cause.numbers)).toEqual([[2, 3], [1]]);
  });
  it("says how dark they are, and how large, where that holds of all of them", () => {
    const darker = { ...dark, message: "Far too dark.", stops: 3 };
    const nearly = { ...dark, message: "Too dark by two.", stops: 2.1 };
    const alike = grouped([photo(1, "rejected", [dark]), photo(2, "rejected", [nearly])]);
    expect(alike[0]?.reasons).toEqual([{ code: "too_dark", message: "", stops: 2 }]);
    const [cause] = grouped([
      photo(1, "rejected", [dark]),
      photo(2, "rejected", [dark]),
      photo(3, "rejected", [darker]),
    ]);
    expect(cause).toMatchObject({
      numbers: [1, 2, 3],
      reasons: [{ code: "too_dark", message: "", stops: null }],
    });
  });
  it("keeps apart what only the service has words for", () => {
    const causes = grouped([
      photo(1, "failed", [edge]),
      photo(2, "failed", [{ ...edge, message: "Another." }]),
    ]);
    expect(causes.map((cause) => cause.numbers)).toEqual([[1], [2]]);
  });
  it("keeps what reviewers wrote apart, and puts together what they wrote twice", () => {
    const causes = grouped([
      photo(1, "retake", [], "Eyes closed."),
      photo(2, "retake", [], "Chin up."),
      photo(3, "retake", [], "Eyes closed."),
    ]);
    expect(causes.map(({ note, numbers }) => ({ note, numbers }))).toEqual([
      { note: "Eyes closed.", numbers: [1, 3] },
      { note: "Chin up.", numbers: [2] },
    ]);
  });
  it("names every reason of a retake", () => {
    expect(grouped([photo(1, "retake", [edge, cut], "Once more.")])[0]?.reasons).toEqual([edge, cut]);
  });
  it("has no note where the score's only repeats its reasons", () => {
    const [cause] = grouped([photo(1, "retake", [edge, cut], "There is a halo. A hand is cut off.")]);
    expect(cause?.note).toBe("");
  });
  it("has no note of a retake that was rejected since", () => {
    expect(grouped([photo(1, "rejected", [dark], "Eyes closed.")])[0]?.note).toBe("");
  });
});
