import { act } from "react";
import { expect, it, vi } from "vitest";
import { Problem } from "@/api/problem";
import { rendered } from "@/test/rendered";
import { EMPTY } from "./queue";
import { useClaim } from "./use-claim";

const UNTIL = "2026-11-26T14:05:00+00:00";

vi.mock("../api/review", () => ({
  claim: () =>
    Promise.reject(
      new Problem(409, "claimed", "franchise:person-3 looks at it until 14:05:00 UTC.", undefined, {
        by: "franchise:person-3",
        until: UNTIL,
      }),
    ),
  release: () => Promise.resolve(),
}));

const DESK = { current: EMPTY };

function Claiming({ move }: { move: () => void }) {
  useClaim(7, DESK, move, true);
  return null;
}

it("says who else looks at a photo, not what the service says of it", async () => {
  const move = vi.fn();
  await rendered(<Claiming move={move} />);
  await act(() => vi.waitFor(() => expect(move).toHaveBeenCalled(), 2000));
  expect(move).toHaveBeenCalledWith({ type: "held", photo: 7, by: "franchise:person-3", until: UNTIL });
});
