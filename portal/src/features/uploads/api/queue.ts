import { answer, api } from "@/api/client";
import { Problem } from "@/api/problem";
import { digestOf } from "./digest";
import type { Beside, Found } from "./gather";
import { lookAt, type Refusal } from "./kinds";
import { noteUnsent } from "./memory";
import type { Held } from "./patience";
import { rememberFile } from "./previews";
import { send } from "./send";

export type Status =
  | "looking"
  | "waiting"
  | "reading"
  | "sending"
  | "checking"
  | "done"
  | "known"
  | "refused"
  | "left"
  | "failed"
  | "stopped";

/** A file that was given to be sent, and how far it is. */
export interface Sending {
  id: number;
  session: number;
  path: string;
  file: File;
  status: Status;
  /** Bytes that are there or on their way. */
  sent: number;
  held?: Held | undefined;
  refusal?: Refusal | Beside | "unreadable" | "twice" | undefined;
  /** What the service said, where it is at fault. */
  problem?: Problem | undefined;
  sha256?: string | undefined;
  upload?: string | undefined;
  photo?: number | undefined;
}

const FILES_AT_ONCE = 3;
const TOLD_EVERY_MS = 120;
/** Nothing more happens to these by itself. */
const OVER: ReadonlySet<Status> = new Set(["done", "known", "refused", "left", "failed", "stopped"]);
const GOING: ReadonlySet<Status> = new Set(["reading", "sending", "checking"]);

export interface Summary {
  /** Without what was left beside the photos, as nobody wanted it sent. */
  total: number;
  counts: Record<Status, number>;
  bytes: number;
  sent: number;
  held: Held | undefined;
  paused: boolean;
  busy: boolean;
}

/** All uploads of this page: they go on while other pages of the portal are looked at. */
class Uploads {
  private all: Sending[] = [];
  private last = 0;
  private isPaused = false;
  private readonly stops = new Map<number, AbortController>();
  private readonly watchers = new Set<() => void>();
  private timer: number | undefined;
  private shown: { items: readonly Sending[]; paused: boolean } = { items: [], paused: false };

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** A new object whenever something changed. */
  snapshot = (): { items: readonly Sending[]; paused: boolean } => this.shown;

  /** Send photos; what lay beside them stays on the list, so that nobody has to wonder where it is. */
  add(session: number, { photos, beside }: Found): void {
    const items = photos.map(
      ({ path, file }): Sending => ({ id: ++this.last, session, path, file, status: "looking", sent: 0 }),
    );
    const others = beside.map(({ path, file, kind }): Sending => {
      const status = kind === "sidecar" ? "left" : "refused";
      return { id: ++this.last, session, path, file, status, refusal: kind, sent: 0 };
    });
    this.all = [...this.all, ...items, ...others];
    this.tell();
    void this.look(items);
  }

  pause(): void {
    this.isPaused = true;
    for (const stop of this.stops.values()) stop.abort(new DOMException("paused", "AbortError"));
    this.tell();
  }

  resume(): void {
    this.isPaused = false;
    this.run();
    this.tell();
  }

  retry(ids?: ReadonlySet<number>): void {
    for (const one of this.all) {
      if (one.status !== "failed" || (ids && !ids.has(one.id))) continue;
      this.change(one, { status: "waiting", problem: undefined, refusal: undefined, sent: 0 });
    }
    this.run();
  }

  /** Give one up: what was begun of it at the service too. */
  stop(id: number): void {
    const one = this.all.find((item) => item.id === id);
    if (!one || OVER.has(one.status)) return;
    this.change(one, { status: "stopped", held: undefined });
    this.stops.get(id)?.abort(new DOMException("given up", "AbortError"));
    if (!one.upload) return;
    const params = { path: { upload: one.upload } };
    // it is given up after a day in any case
    answer(api.DELETE("/v1/uploads/{upload}", { params })).catch(() => undefined);
  }

  /** Take what is over off the list. */
  clear(session: number): void {
    this.all = this.all.filter((one) => one.session !== session || !OVER.has(one.status));
    this.tell();
  }

  private async look(items: readonly Sending[]): Promise<void> {
    for (const one of items) {
      try {
        const refusal = await lookAt(one.file);
        if (one.status === "looking")
          this.change(one, refusal ? { status: "refused", refusal } : { status: "waiting" });
      } catch {
        this.change(one, { status: "failed", refusal: "unreadable" });
      }
      this.run();
    }
  }

  private run(): void {
    if (this.isPaused) return;
    for (const one of this.all) {
      if (this.stops.size >= FILES_AT_ONCE) return;
      if (one.status === "waiting") void this.sendOne(one);
    }
  }

  private async sendOne(one: Sending): Promise<void> {
    const stop = new AbortController();
    this.stops.set(one.id, stop);
    this.change(one, { status: "reading" });
    try {
      await this.carry(one, stop.signal);
    } catch (error) {
      this.fell(one, error, stop.signal);
    } finally {
      this.stops.delete(one.id);
      this.run();
    }
  }

  private async carry(one: Sending, signal: AbortSignal): Promise<void> {
    const { session, file } = one;
    const sha256 = one.sha256 ?? (await digestOf(file));
    signal.throwIfAborted();
    this.change(one, { sha256 });
    if (this.all.some((other) => other !== one && isSame(other, one))) {
      this.change(one, { status: "known", refusal: "twice", sent: file.size });
      return;
    }
    rememberFile(sha256, file);
    this.change(one, { status: "sending" });
    const hold = (held: Held | undefined) => this.change(one, { held });
    const { photo, known } = await send({
      session,
      file,
      sha256,
      signal,
      hold,
      begun: (upload) => this.change(one, { upload }),
      sent: (bytes) => this.change(one, { sent: bytes }),
      checking: () => this.change(one, { status: "checking" }),
    });
    this.change(one, { status: known ? "known" : "done", sent: file.size, photo: photo.id, held: undefined });
  }

  private fell(one: Sending, error: unknown, signal: AbortSignal): void {
    if (one.status === "stopped") return;
    if (signal.aborted) this.change(one, { status: "waiting", held: undefined });
    else if (error instanceof Problem)
      this.change(one, { status: "failed", problem: error, held: undefined });
    else this.change(one, { status: "failed", refusal: "unreadable", held: undefined });
  }

  private change(one: Sending, to: Partial<Sending>): void {
    Object.assign(one, to);
    this.tell();
  }

  /** Not at every byte: a page that is told too often does nothing else. */
  private tell(): void {
    this.timer ??= window.setTimeout(() => {
      this.timer = undefined;
      this.shown = { items: this.all, paused: this.isPaused };
      this.note();
      for (const watcher of this.watchers) watcher();
    }, TOLD_EVERY_MS);
  }

  private note(): void {
    const sessions = new Map<number, { left: number; of: number }>();
    for (const one of this.all) {
      if (one.status === "left") continue;
      const so = sessions.get(one.session) ?? { left: 0, of: 0 };
      const open = !OVER.has(one.status) || one.status === "failed";
      sessions.set(one.session, { left: so.left + (open ? 1 : 0), of: so.of + 1 });
    }
    for (const [session, so] of sessions) noteUnsent(session, so.left > 0 ? so : null);
    window.onbeforeunload = this.all.some((one) => !OVER.has(one.status)) ? warn : null;
  }
}

function isSame(other: Sending, one: Sending): boolean {
  return (
    other.session === one.session &&
    other.sha256 === one.sha256 &&
    (GOING.has(other.status) ||
      other.status === "done" ||
      (other.status === "known" && other.refusal !== "twice"))
  );
}

/** Browsers ask in their own words whether to leave. */
function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** What all of them come to. */
export function summaryOf(items: readonly Sending[], paused: boolean): Summary {
  const counts: Record<Status, number> = {
    looking: 0,
    waiting: 0,
    reading: 0,
    sending: 0,
    checking: 0,
    done: 0,
    known: 0,
    refused: 0,
    left: 0,
    failed: 0,
    stopped: 0,
  };
  let bytes = 0;
  let sent = 0;
  let held: Held | undefined;
  for (const one of items) {
    counts[one.status] += 1;
    held ??= one.held;
    if (one.status === "refused" || one.status === "left" || one.status === "stopped") continue;
    bytes += one.file.size;
    sent += Math.min(one.sent, one.file.size);
  }
  const total = items.length - counts.left;
  const busy = items.some((one) => !OVER.has(one.status));
  return { total, counts, bytes, sent, held, paused, busy };
}

export const uploads = new Uploads();
