import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { useMyself } from "@/features/history/components/myself";
import { actOn } from "@/features/photo/api/photo";
import { keepDraft } from "@/features/photo/components/drafts";
import { meKey, useMe } from "@/features/sign-in/api/me";
import { useReview } from "../api/review";
import { deliver, type Outcome, rated, together } from "./deliver";
import { keepOutbox, readOutbox } from "./kept";
import {
  type Decision,
  type Desk,
  EMPTY,
  type Item,
  lastDecided,
  type Move,
  moved,
  type Outgoing,
} from "./queue";

const WAITS_MS = [1000, 2000, 4000, 8000];
const LOOK_MS = 50;
/** Decisions go out once the next photo is painted. */
const PAINTED_MS = 60;

/** Something to tell the reviewer. */
export interface News {
  kind: "refused" | "undone" | "not_undone" | "stars_lost";
  photo: number;
  error?: unknown;
}

/** A reviewer's desk: what waits, what was decided, and its way to the service. */
export function useDesk(tell: (news: News) => void, text: (error: unknown) => string) {
  const myself = useMyself() ?? "";
  const full = useMe().data?.level === "full";
  const queries = useQueryClient();
  const review = useReview();
  const [desk, show] = useReducer(moved, EMPTY, () => ({ ...EMPTY, outbox: readOutbox(myself) }));
  const [times, setTimes] = useState<number[]>([]);
  // keys and answers come between renders: they have to see what has happened, not what is shown
  const now = useRef(desk);
  const move = useCallback((made: Move) => {
    now.current = moved(now.current, made);
    show(made);
  }, []);
  useEffect(() => {
    // whose sign-in ended has them kept already
    if (myself) keepOutbox(myself, desk.outbox);
  }, [myself, desk.outbox]);

  const ahead = review.data?.ahead ?? 0;
  const skip = useCallback((item: Item) => isOthers(item, myself, Date.now() + ahead), [myself, ahead]);
  const found = review.data?.items;
  useEffect(() => {
    if (found) move({ type: "listed", items: found, skip });
  }, [found, skip, move]);

  const again = useCallback(() => void queries.invalidateQueries({ queryKey: ["review"] }), [queries]);
  const done = useCallback(
    (outgoing: Outgoing, outcome: Outcome) => {
      const { photo } = outcome;
      if (outcome.kind === "sent") {
        move({ type: "sent", photos: [photo] });
        rated(outgoing).catch((error: unknown) => tell({ kind: "stars_lost", photo, error }));
      } else if (outcome.kind === "again") {
        move({ type: "unanswered", photos: [photo] });
        if (outcome.error.signedOut) queries.setQueryData(meKey, null);
      } else {
        redraft(myself, outgoing);
        move({ type: "refused", photo, why: text(outcome.error), gone: outcome.gone });
        tell({ kind: "refused", photo, error: outcome.error });
        again();
      }
    },
    [tell, text, again, queries, move, myself],
  );
  const held = useSending(desk.outbox, now, full, move, done);

  const decide = useCallback(
    (decision: Decision, photos?: readonly number[]) => {
      const at = Date.now();
      const many = photos ?? (now.current.at === undefined ? [] : [now.current.at]);
      if (many.length === 0) return;
      setTimes((before) => [...before.slice(-500), ...many.map(() => at)]);
      move({ type: "decided", decision, photos: many, at, skip });
    },
    [skip, move],
  );
  const undo = useCallback(async () => {
    const last = lastDecided(now.current);
    if (!last) return;
    const photo = last.item.photo.id;
    const current = () => now.current.outbox.find((one) => one.item.photo.id === photo);
    while (current()?.state === "sending") await new Promise((later) => setTimeout(later, LOOK_MS));
    const state = current()?.state;
    if (state === undefined) return;
    move({ type: "taking_back", photo });
    try {
      // what was never sent is taken back by not sending it
      if (state === "sent" || current()?.unsure) await actOn(photo, { act: "undo" });
      redraft(myself, last);
      move({ type: "taken_back", photo });
      setTimes((before) => before.slice(0, -1));
      tell({ kind: "undone", photo });
    } catch (error) {
      move({ type: "kept", photo });
      tell({ kind: "not_undone", photo, error });
    }
    again();
  }, [tell, again, move, myself]);

  return useMemo(
    () => ({ desk, now, move, review, skip, decide, undo, held, ahead, times, myself }),
    [desk, move, review, skip, decide, undo, held, ahead, times, myself],
  );
}

/** Settings of an edit that did not come about are there again to be sent. */
function redraft(myself: string, { item, decision }: Outgoing): void {
  if (decision.act === "re_edit") keepDraft(myself, item.photo.id, decision.adjustments);
}

/** Whether somebody else looks at a photo. now: by the service's clock, ms. */
function isOthers(item: Item, myself: string, now: number): boolean {
  if (item.claimed_by === null || item.claimed_by === myself) return false;
  return item.claimed_until === null || Date.parse(item.claimed_until) > now;
}

/** Sends what waits, a few at a time, and again after a while as long as nobody answers. Gives whether it is held up. */
function useSending(
  outbox: readonly Outgoing[],
  now: React.RefObject<Desk>,
  ready: boolean,
  move: (made: Move) => void,
  done: (outgoing: Outgoing, outcome: Outcome) => void,
): boolean {
  const [failures, setFailures] = useState(0);
  const [open, setOpen] = useState(true);
  const busy = useRef(false);
  useEffect(() => {
    const reopen = () => setOpen(true);
    window.addEventListener("online", reopen);
    return () => window.removeEventListener("online", reopen);
  }, []);
  useEffect(() => {
    if (open) return undefined;
    const wait = WAITS_MS[Math.min(failures, WAITS_MS.length) - 1] ?? WAITS_MS[0];
    const timer = window.setTimeout(() => setOpen(true), wait);
    return () => window.clearTimeout(timer);
  }, [open, failures]);
  useEffect(() => {
    if (!open || !ready || busy.current) return undefined;
    if (outbox.length === 0) return undefined;
    const timer = window.setTimeout(() => {
      const some = together(now.current.outbox.filter((one) => one.state === "waiting"));
      if (busy.current || some.length === 0) return;
      busy.current = true;
      move({ type: "sending", photos: some.map((one) => one.item.photo.id) });
      void deliver(some).then((outcomes) => {
        busy.current = false;
        const stuck = outcomes.some((outcome) => outcome.kind === "again");
        setFailures((before) => (stuck ? before + 1 : 0));
        if (stuck) setOpen(false);
        for (const [at, outcome] of outcomes.entries()) {
          const outgoing = some[at];
          if (outgoing) done(outgoing, outcome);
        }
      });
    }, PAINTED_MS);
    return () => window.clearTimeout(timer);
  }, [open, ready, outbox, now, move, done]);
  return failures > 0;
}
