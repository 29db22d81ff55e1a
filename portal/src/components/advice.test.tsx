import { expect, it } from "vitest";
import { rendered } from "@/test/rendered";
import { type Reason, useAdvice } from "./advice";

function Told({ reason }: { reason: Reason }) {
  return useAdvice()(reason).todo;
}

it("how many pixels there are, and how many a print needs, is said", async () => {
  const message =
    "The picture has 2988 x 2988 pixels, print needs 2000 x 3000: upload the camera's original.";
  const place = await rendered(<Told reason={{ code: "too_small", message, stops: null }} />);
  expect(place.textContent).toContain("It has 2988 × 2988 pixels; print needs 2000 × 3000.");
});

it("what to do is said also where the measure is not known, or is not that of all", async () => {
  const sizes = await rendered(<Told reason={{ code: "too_small", message: "", stops: null }} />);
  expect(sizes.textContent).toContain(
    "Upload the camera’s original, or set the camera to full resolution and retake.",
  );
  const low = await rendered(<Told reason={{ code: "low_edges", message: "" }} />);
  expect(low.textContent).toContain("Keep hair and clothes away");
});
