import { answer, api } from "@/api/client";
import { Problem } from "@/api/problem";
import { actOn, type Photo } from "@/features/photo/api/photo";
import { rate } from "@/features/photo/api/ratings";
import { approveAll } from "../api/review";
import type { Outgoing } from "./queue";

/** What became of a decision. again: nobody answered, or somebody has to sign in first; it is sent once more. */
export type Outcome =
  | { photo: number; kind: "sent" }
  | { photo: number; kind: "again"; error: Problem }
  | { photo: number; kind: "refused"; error: unknown; gone: boolean };

const MOST = 200;
const AFTER: Record<Outgoing["decision"]["act"], readonly Photo["state"][]> = {
  approve: ["published", "delivered"],
  retake: ["retake"],
  re_edit: ["queued", "editing", "scored"],
};

/** Those of what waits that are sent together: approvals in one batch, else one alone. */
export function together(waiting: readonly Outgoing[]): readonly Outgoing[] {
  const plain = waiting.filter((one) => one.decision.act === "approve" && !one.decision.stars && !one.unsure);
  const [first] = waiting;
  if (!first) return [];
  return plain.length > 1 && plain.includes(first) ? plain.slice(0, MOST) : [first];
}

function isToRepeat(error: unknown): error is Problem {
  return error instanceof Problem && (error.passes || error.signedOut);
}

/** Whether a decision that nobody answered had arrived after all. */
async function hadArrived({ item, decision }: Outgoing): Promise<boolean> {
  const photo = await answer(api.GET("/v1/photos/{number}", { params: { path: { number: item.photo.id } } }));
  return (
    AFTER[decision.act].includes(photo.state) ||
    (decision.act === "re_edit" && photo.edits > item.edit.number)
  );
}

async function one(outgoing: Outgoing): Promise<Outcome> {
  const { item, decision, unsure } = outgoing;
  const photo = item.photo.id;
  try {
    await actOn(photo, { ...decision, edit: item.edit.number });
  } catch (error) {
    if (isToRepeat(error)) return { photo, kind: "again", error };
    const conflict = error instanceof Problem && error.status === 409;
    if (unsure && conflict) {
      const there = await hadArrived(outgoing).catch((late: unknown) => late);
      if (isToRepeat(there)) return { photo, kind: "again", error: there };
      if (there === true) return { photo, kind: "sent" };
    }
    return { photo, kind: "refused", error, gone: conflict && error.code === "wrong_state" };
  }
  return { photo, kind: "sent" };
}

async function batch(all: readonly Outgoing[]): Promise<Outcome[]> {
  try {
    const done = await approveAll(all.map(({ item }) => ({ photo: item.photo.id, edit: item.edit.number })));
    const refused = new Map(done.refused.map((one) => [one.photo, one]));
    return all.map(({ item }) => {
      const photo = item.photo.id;
      const no = refused.get(photo);
      if (!no) return { photo, kind: "sent" };
      const error = new Problem(409, no.code, no.message);
      return { photo, kind: "refused", error, gone: no.code === "wrong_state" };
    });
  } catch (error) {
    return all.map(({ item }) =>
      isToRepeat(error)
        ? { photo: item.photo.id, kind: "again", error }
        : { photo: item.photo.id, kind: "refused", error, gone: false },
    );
  }
}

/** Send decisions. */
export async function deliver(all: readonly Outgoing[]): Promise<Outcome[]> {
  const [first] = all;
  if (!first) return [];
  return all.length === 1 ? [await one(first)] : await batch(all);
}

/** Stars that went with an approval, once it has arrived. */
export function rated({ item, decision }: Outgoing): Promise<unknown> {
  const stars = decision.act === "approve" ? decision.stars : undefined;
  if (!stars) return Promise.resolve();
  const thumb = stars >= 3 ? "up" : "down";
  return rate(item.photo.id, { edit: item.edit.number, thumb, stars, comment: "", training: true });
}
