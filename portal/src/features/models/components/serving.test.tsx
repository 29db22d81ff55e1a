import { expect, it, vi } from "vitest";
import { press, rendered } from "@/test/rendered";
import { ServingSection } from "./serving";

// nobody leaves the page here
vi.mock("@tanstack/react-router", () => ({ useBlocker: () => ({ status: "idle" }) }));

const model = (id: number, name: string) => ({ id, name, state_at: "2026-11-01T00:00:00Z" });
const scorer = { kind: "quality", name: "October", version: "1a", model: model(1, "October") };

it("says which model was brought to serve and is refused, and rolls that one back", async () => {
  const place = await rendered(<ServingSection />, [
    [["models", "serving"], [{ ...scorer, refused: model(2, "November") }]],
    [["models", "trial"], { model: null }],
    [["franchises", "all"], []],
  ]);
  expect(place.textContent).toContain("November (model 2) was to decide, but is refused");
  await press(/^Roll back/);
  expect(document.body.textContent).toContain("November is refused, and the model before it serves again");
});
