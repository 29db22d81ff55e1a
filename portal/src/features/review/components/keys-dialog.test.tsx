import { act, useState } from "react";
import { describe, expect, it } from "vitest";
import { press, rendered } from "@/test/rendered";
import { DEFAULT, type KeySettings } from "./keys";
import { KeysDialog } from "./keys-dialog";

function Kept({ seen }: { seen: (settings: KeySettings) => void }) {
  const [settings, keep] = useState(DEFAULT);
  seen(settings);
  return <KeysDialog opened close={() => undefined} settings={settings} keep={keep} />;
}

async function dialog() {
  let now: KeySettings = DEFAULT;
  await rendered(
    <Kept
      seen={(settings) => {
        now = settings;
      }}
    />,
  );
  const type = (key: string) =>
    act(async () => {
      const on = document.activeElement ?? document.body;
      on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    });
  async function ask(what: string, key: string) {
    await press(`Another key for: ${what}`);
    document.querySelector<HTMLElement>("[role=dialog] button[data-variant=filled]")?.focus();
    await type(key);
  }
  return { keys: () => now.keys, ask, type, said: () => document.querySelector("[role=alert]")?.textContent };
}

describe("giving a key to something else", () => {
  it("says what it does now, and changes nothing before that is agreed to", async () => {
    const { keys, ask, type, said } = await dialog();
    await ask("Have it taken again", "p");
    expect(said()).toContain("P is already the key for “Publish”. If you swap them, “Publish” gets X.");
    expect(keys()).toEqual(DEFAULT.keys);
    await type("Escape");
    expect(said()).toBeUndefined();
    expect(keys()).toEqual(DEFAULT.keys);

    await ask("Have it taken again", "p");
    await press("Swap");
    expect(keys()).toMatchObject({ retake: ["p"], approve: ["x"] });
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Another key for: Have it taken again");
  });

  it("asks nothing about a key that does nothing", async () => {
    const { keys, ask, said } = await dialog();
    await ask("Publish", "q");
    expect(said()).toBeUndefined();
    expect(keys().approve).toEqual(["q"]);
  });

  it("says which key is left where there were two", async () => {
    const { ask, said } = await dialog();
    await ask("Publish", "j");
    expect(said()).toContain("J is already the key for “Next photo”. “Next photo” keeps →.");
  });
});
