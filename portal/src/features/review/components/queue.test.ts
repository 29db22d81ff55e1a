import { describe, expect, it } from "vitest";
import {
  type Decision,
  type Desk,
  EMPTY,
  type Item,
  lastDecided,
  type Move,
  moved,
  perMinute,
} from "./queue";

const nobody = () => false;
const approve: Decision = { act: "approve" };

function item(id: number, edit = 1, by: string | null = null): Item {
  return {
    photo: { id, edits: edit },
    edit: { id: 100 * id + edit, number: edit },
    due_at: `2026-01-01T10:${String(id % 60).padStart(2, "0")}:00Z`,
    claimed_by: by,
    claimed_until: null,
  } as unknown as Item;
}

const ids = (desk: Desk) => desk.items.map((one) => one.photo.id);
const play = (desk: Desk, ...moves: Move[]) => moves.reduce(moved, desk);
const list = (...items: Item[]): Move => ({ type: "listed", items, skip: nobody });
const decide = (decision: Decision = approve): Move => ({ type: "decided", decision, at: 0, skip: nobody });

/** What may become of a decision. */
function answers(photo: number, state: string | undefined): Move[] {
  if (state === "waiting") {
    return [
      { type: "sending", photos: [photo] },
      { type: "taken_back", photo },
    ];
  }
  if (state !== "sending") return [];
  return [
    { type: "unanswered", photos: [photo] },
    { type: "sent", photos: [photo] },
    { type: "refused", photo, why: "no", gone: false },
  ];
}

describe("a reviewer's desk", () => {
  it("shows what is due first, and goes on to the next when it is decided", () => {
    let desk = play(EMPTY, list(item(3), item(1), item(2)));
    expect(ids(desk)).toEqual([1, 2, 3]);
    expect(desk.at).toBe(1);
    desk = play(desk, decide());
    expect([ids(desk), desk.at]).toEqual([[2, 3], 2]);
    desk = play(desk, { type: "gone_to", photo: 3 }, decide());
    expect([ids(desk), desk.at]).toEqual([[2], 2]);
    expect(play(desk, decide()).at).toBeUndefined();
  });

  it("never shows a decided photo again while the service still tells it", () => {
    const desk = play(EMPTY, list(item(1), item(2)), decide(), list(item(1), item(2)));
    expect(ids(desk)).toEqual([2]);
    const sent = play(
      desk,
      { type: "sending", photos: [1] },
      { type: "sent", photos: [1] },
      list(item(1), item(2)),
    );
    expect(ids(sent)).toEqual([2]);
    // unless it was edited again and waits anew
    expect(ids(play(sent, list(item(1, 2), item(2))))).toEqual([1, 2]);
  });

  it("takes back what was not sent, and looks at it", () => {
    const desk = play(EMPTY, list(item(1), item(2)), decide(), { type: "taken_back", photo: 1 });
    expect([ids(desk), desk.at, desk.outbox]).toEqual([[1, 2], 1, []]);
  });

  it("gives back what was refused and says why, without leaving what is looked at", () => {
    const why = "There is a newer edit";
    const desk = play(EMPTY, list(item(1), item(2)), decide(), {
      type: "refused",
      photo: 1,
      why,
      gone: false,
    });
    expect([ids(desk), desk.at, desk.back]).toEqual([[1, 2], 2, { 1: why }]);
    const again = play(desk, { type: "gone_to", photo: 1 }, decide());
    expect(again.back).toEqual({});
  });

  it("doesn't show what somebody else decided meanwhile, but says so", () => {
    const desk = play(EMPTY, list(item(1)), decide(), {
      type: "refused",
      photo: 1,
      why: "approved by 2",
      gone: true,
    });
    expect([ids(desk), desk.outbox, desk.back]).toEqual([[], [], { 1: "approved by 2" }]);
  });

  it("keeps decisions that nobody answered, to be sent again", () => {
    const desk = play(EMPTY, list(item(1), item(2)), decide(), decide());
    const tried = play(desk, { type: "sending", photos: [1, 2] }, { type: "unanswered", photos: [1, 2] });
    expect(tried.outbox.map(({ state, unsure }) => [state, unsure])).toEqual([
      ["waiting", true],
      ["waiting", true],
    ]);
  });

  it("skips what others look at", () => {
    const skip = (one: Item) => one.claimed_by !== null;
    const desk = moved(EMPTY, {
      type: "listed",
      items: [item(1, 1, "x"), item(2), item(3, 1, "x"), item(4)],
      skip,
    });
    expect(desk.at).toBe(2);
    expect(moved(desk, { type: "moved", by: 1, skip }).at).toBe(4);
    expect(moved(desk, { type: "moved", by: -1, skip }).at).toBe(2);
    expect(moved(desk, { type: "decided", decision: approve, at: 0, skip }).at).toBe(4);
  });

  it("sends stars along with an approval alone", () => {
    const desk = play(EMPTY, list(item(1), item(2)), { type: "starred", stars: 4 }, decide());
    expect(lastDecided(desk)?.decision).toEqual({ act: "approve", stars: 4 });
    const retake: Decision = { act: "retake", note: "eyes" };
    expect(lastDecided(play(desk, { type: "starred", stars: 2 }, decide(retake)))?.decision).toEqual(retake);
  });

  it("decides about many at once", () => {
    const desk = play(EMPTY, list(item(1), item(2), item(3)), {
      type: "decided",
      decision: approve,
      photos: [1, 3, 99],
      at: 0,
      skip: nobody,
    });
    expect([ids(desk), desk.outbox.map((one) => one.item.photo.id)]).toEqual([[2], [1, 3]]);
  });

  it.each(Array.from({ length: 100 }, (_, seed) => seed))(
    "loses no photo and shows none twice, whatever happens %#",
    (seed) => {
      let state = seed + 1;
      const random = (below: number) => {
        state = (state * 48_271) % 2_147_483_647;
        return state % below;
      };
      const all = [1, 2, 3, 4, 5, 6].map((id) => item(id));
      let desk = play(EMPTY, list(...all));
      const settled = new Set<number>();
      for (let step = 0; step < 60; step += 1) {
        const photo = 1 + random(6);
        const moves: Move[] = [
          decide(),
          { type: "moved", by: random(2) ? 1 : -1, skip: nobody },
          { type: "gone_to", photo },
          list(...all.filter((one) => !settled.has(one.photo.id))),
          ...answers(photo, desk.outbox.find((one) => one.item.photo.id === photo)?.state),
        ];
        const move = moves[random(moves.length)] ?? decide();
        if (move.type === "sent") settled.add(photo);
        desk = moved(desk, move);
        const shown = ids(desk);
        const away = desk.outbox.map((one) => one.item.photo.id);
        expect([...shown, ...away].toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
        if (shown.length > 0) expect(shown).toContain(desk.at);
        else expect(desk.at).toBeUndefined();
      }
    },
  );
});

it("counts decisions a minute", () => {
  expect(perMinute([], 0)).toBe(0);
  const every3s = Array.from({ length: 20 }, (_, number) => number * 3000);
  expect(perMinute(every3s, 60_000)).toBeCloseTo(20);
  expect(perMinute(every3s, 3_600_000)).toBe(0);
});
