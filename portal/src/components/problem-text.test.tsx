import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "@/api/problem";
import { useProblemText } from "./problem-text";

function Said({ error }: { error: unknown }) {
  return <p>{useProblemText()(error)}</p>;
}

describe("a problem", () => {
  beforeEach(() => vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true));
  afterEach(() => vi.unstubAllGlobals());

  it("of what is still on its way is said without the words of programs", () => {
    const root = createRoot(document.body.appendChild(document.createElement("div")));
    const error = new Problem(409, "in_flight", "A request with this Idempotency-Key is being carried out.");
    act(() => root.render(<Said error={error} />));
    expect(document.body.textContent).toBe("problem.inFlight");
    act(() => root.unmount());
  });
});
