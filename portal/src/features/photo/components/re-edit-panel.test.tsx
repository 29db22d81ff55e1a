import { beforeEach, describe, expect, it, vi } from "vitest";
import { press, rendered } from "@/test/rendered";
import type { Adjustments } from "../api/photo";
import { ReEditPanel } from "./re-edit-panel";

const PERSON = { role: "franchise", person: 7 };

async function panel(photo: number, { busy = false, person = PERSON } = {}) {
  const sent: Adjustments[] = [];
  const place = await rendered(
    <ReEditPanel
      photo={photo}
      edit={1}
      franchise="001"
      busy={busy}
      onPreview={() => undefined}
      onDone={(adjustments) => sent.push(adjustments)}
    />,
    [[["me"], person]],
  );
  const go = [...place.querySelectorAll("button")].find((one) => one.textContent === "Edit again");
  const chosen = () => place.querySelector<HTMLInputElement>("input[value=square]")?.checked;
  return { place, sent, go, chosen };
}

describe("changing an edit", () => {
  beforeEach(() => {
    // nothing is answered: what is looked at here needs no preview
    vi.stubGlobal("fetch", () => new Promise(() => undefined));
  });

  it("keeps what was not sent until one comes back to the photo, for whoever made it", async () => {
    const first = await panel(1);
    await press("Square");
    expect(first.place.textContent).toContain("These settings are not sent yet.");
    expect((await panel(2)).chosen()).toBe(false);
    expect((await panel(1)).chosen()).toBe(true);
    expect((await panel(1, { person: { ...PERSON, person: 8 } })).chosen()).toBe(false);
  });

  it("goes on while the photo is being edited, and is sent afterwards", async () => {
    const { place, go } = await panel(3, { busy: true });
    expect(place.textContent).toContain(
      "This photo is being edited; your next changes can be sent when it is done.",
    );
    await press("Square");
    expect(go?.disabled).toBe(true);
    place.remove();
    const after = await panel(3);
    await press("Edit again");
    expect(after.sent).toEqual([{ crop: "square" }]);
  });
});
