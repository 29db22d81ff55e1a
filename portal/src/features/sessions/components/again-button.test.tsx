import { describe, expect, it } from "vitest";
import { press, rendered } from "@/test/rendered";
import type { Photo } from "../api/photos";
import { AgainButton } from "./again-button";

function photo(id: number, state: Photo["state"], note = ""): Photo {
  return { id, number: id, state, note, reasons: [] as Photo["reasons"] } as Photo;
}

async function withChosen(...chosen: Photo[]): Promise<number[][]> {
  const sent: number[][] = [];
  await rendered(
    <AgainButton chosen={chosen} pending={false} go={(those) => sent.push(those.map((one) => one.id))} />,
  );
  return sent;
}

describe("editing several again", () => {
  it("asks nothing where nobody decided against them", async () => {
    const sent = await withChosen(photo(1, "failed"), photo(2, "cancelled"), photo(3, "published"));
    await press("Edit 2 again");
    expect(sent).toEqual([[1, 2]]);
  });

  it("leaves out what was rejected or is to be taken again, unless it is taken along", async () => {
    const sent = await withChosen(photo(1, "failed"), photo(2, "rejected"), photo(3, "retake", "Chin up."));
    await press("Edit 3 again");
    expect(sent).toEqual([]);
    await press("Edit 1 again");
    expect(sent).toEqual([[1]]);
  });

  it("takes along what is chosen, a cancelled retake being one still", async () => {
    const sent = await withChosen(photo(1, "rejected"), photo(2, "cancelled", "Chin up."));
    await press("Edit 2 again");
    await press("Also the 1 photo that is to be taken again");
    await press("Edit 1 again");
    expect(sent).toEqual([[2]]);
  });
});
