import { useEffect, useSyncExternalStore } from "react";
import type { Schemas } from "./client";

export type LiveEvent = Schemas["EventAnswer"];
/** polling: the socket can't be had just now; pages ask again by themselves. */
export type LiveStatus = "live" | "polling" | "offline";
type Listener = (event: LiveEvent) => void;

const AGAIN_MS = [500, 1000, 2000, 5000, 10_000];
const SILENT_MS = 45_000;
const POLL_MS = 5000;

/** One socket for all of the page: hears events, comes back by itself with the last one that it saw. */
class Live {
  private socket: WebSocket | undefined;
  private last: number | undefined;
  private tries = 0;
  private timer: number | undefined;
  private silence: number | undefined;
  private status: LiveStatus = "polling";
  private readonly listeners = new Set<Listener>();
  private readonly watchers = new Set<() => void>();
  private readonly reloads = new Set<() => void>();

  constructor(private readonly address: string) {}

  start(): void {
    window.addEventListener("online", this.now);
    window.addEventListener("offline", this.lost);
    this.connect();
  }

  stop(): void {
    window.removeEventListener("online", this.now);
    window.removeEventListener("offline", this.lost);
    window.clearTimeout(this.timer);
    window.clearTimeout(this.silence);
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }

  hear = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Called when too much was missed to be told one by one. */
  onReload = (reload: () => void): (() => void) => {
    this.reloads.add(reload);
    return () => this.reloads.delete(reload);
  };

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  state = (): LiveStatus => this.status;

  private connect(): void {
    const after = this.last === undefined ? "" : `?after=${this.last}`;
    const socket = new WebSocket(this.address + after);
    this.socket = socket;
    socket.onopen = () => {
      this.tries = 0;
      // what happened before the first event was fetched by the pages themselves
      if (this.last === undefined) for (const reload of this.reloads) reload();
      this.become("live");
      this.expect();
    };
    socket.onmessage = (message) => this.take(message.data);
    socket.onclose = () => {
      if (this.socket === socket) this.later();
    };
  }

  private take(data: unknown): void {
    this.expect();
    const event = JSON.parse(String(data)) as LiveEvent;
    if ((event.kind as string) === "alive") return;
    if ((event.kind as string) === "reload") {
      for (const reload of this.reloads) reload();
      return;
    }
    this.last = Math.max(this.last ?? 0, event.id);
    for (const listener of this.listeners) listener(event);
  }

  /** A connection that died without a word is noticed by its silence. */
  private expect(): void {
    window.clearTimeout(this.silence);
    this.silence = window.setTimeout(() => this.socket?.close(), SILENT_MS);
  }

  private later(): void {
    this.become(navigator.onLine ? "polling" : "offline");
    window.clearTimeout(this.timer);
    const wait = AGAIN_MS[Math.min(this.tries, AGAIN_MS.length - 1)] ?? POLL_MS;
    this.tries += 1;
    this.timer = window.setTimeout(() => this.connect(), wait);
  }

  private now = (): void => {
    if (this.status === "live") return;
    window.clearTimeout(this.timer);
    this.tries = 0;
    const old = this.socket;
    this.socket = undefined;
    old?.close();
    this.connect();
  };

  private lost = (): void => this.become("offline");

  private become(status: LiveStatus): void {
    if (status === this.status) return;
    this.status = status;
    for (const watcher of this.watchers) watcher();
  }
}

export const live = new Live(`${window.location.origin.replace(/^http/, "ws")}/v1/live`);

export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(live.watch, live.state);
}

/** Hear events as long as the component is shown. Give a stable function. */
export function useLiveEvents(listener: Listener): void {
  useEffect(() => live.hear(listener), [listener]);
}

/** How often a query has to ask by itself: not at all while events come. */
export function usePollInterval(): number | false {
  return useLiveStatus() === "polling" ? POLL_MS : false;
}
