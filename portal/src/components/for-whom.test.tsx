import { act, useReducer } from "react";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { press, rendered } from "@/test/rendered";
import { useForWhom, useFranchiseName } from "./for-whom";

let filter: string | undefined;
vi.mock("./whose", () => ({ useWhose: () => filter }));

const FRANCHISES = ["001", "002", "003"].map((code) => ({ code, name: "Studio" }));

function Shown() {
  const { franchise, choose } = useForWhom();
  const nameOf = useFranchiseName();
  return (
    <>
      <output>{franchise}</output>
      {nameOf("002")}
      <button type="button" onClick={() => choose("002")}>
        choose 002
      </button>
      <button type="button" onClick={() => choose("003")}>
        choose 003
      </button>
    </>
  );
}

let draw: () => void;

/** A page that is drawn again when its filter changes. */
function Page() {
  const [, again] = useReducer((times: number) => times + 1, 0);
  draw = again;
  return <Shown />;
}

async function shown(person = 7, franchises = FRANCHISES) {
  const place = await rendered(<Page />, [
    [["me"], { role: "head_office", person, franchise: null }],
    [["franchises", "all"], franchises],
  ]);
  return { place, franchise: () => place.querySelector("output")?.textContent };
}

async function narrow(to: string | undefined): Promise<void> {
  filter = to;
  await act(async () => draw());
}

describe("for which franchise something is made", () => {
  beforeEach(() => {
    localStorage.clear();
    filter = undefined;
  });

  it("is nothing until somebody chose, and the only one where there is one", async () => {
    expect((await shown()).franchise()).toBe("");
    expect((await shown(7, FRANCHISES.slice(0, 1))).franchise()).toBe("001");
  });

  it("follows the page's filter, also after another was chosen, and when the page comes back to the first", async () => {
    const { franchise } = await shown();
    await narrow("001");
    await press("choose 002");
    expect(franchise()).toBe("002");
    await narrow("003");
    expect(franchise()).toBe("003");
    await narrow("001");
    expect(franchise()).toBe("001");
  });

  it("is kept for the person who chose it, and for nobody else", async () => {
    await shown(7);
    await press("choose 003");
    expect((await shown(7)).franchise()).toBe("003");
    expect((await shown(8)).franchise()).toBe("");
  });

  it("can be chosen where the browser keeps nothing", async () => {
    const refuses = () => {
      throw new DOMException("no", "SecurityError");
    };
    const spies = (["getItem", "setItem"] as const).map((one) =>
      vi.spyOn(Storage.prototype, one).mockImplementation(refuses),
    );
    onTestFinished(() => {
      for (const spy of spies) spy.mockRestore();
    });
    const { franchise } = await shown();
    await press("choose 002");
    expect(spies.every((spy) => spy.mock.calls.length > 0)).toBe(true);
    expect(franchise()).toBe("002");
  });

  it("is told from another of the same name by its code", async () => {
    expect((await shown()).place.textContent).toContain("002 · Studio");
  });
});
