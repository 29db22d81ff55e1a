import { type PointerEvent as Pointing, useCallback, useEffect, useMemo, useRef, useState } from "react";
import {
  ALL,
  atFullSize,
  clamped,
  type Glimpse,
  largest,
  type Point,
  panned,
  type Size,
  zoomed,
} from "./zoom";

const SWIPE_PX = 60;
const KEY_PX = 80;

interface Asked {
  /** Of the picture, as far as it is known; its proportions are all that matters. */
  picture: Size | undefined;
  /** Of the picture in full. */
  full: Size | undefined;
  /** Of one pane; all panes are of one size. */
  pane: Size;
  onSwipe?: ((forward: boolean) => void) | undefined;
}

export interface Zoom {
  glimpse: Glimpse;
  /** Pixels of the screen for one of the picture, in per cent. */
  percent: number;
  closer: (factor: number) => void;
  fit: () => void;
  full: () => void;
  move: (x: number, y: number) => void;
  /** For the element of each pane. */
  handlers: Record<
    "onPointerDown" | "onPointerMove" | "onPointerUp" | "onPointerCancel",
    (event: Pointing) => void
  >;
  listenToWheel: (pane: HTMLElement | null) => (() => void) | undefined;
}

function fromMiddle(event: { clientX: number; clientY: number }, pane: Element): Point {
  const box = pane.getBoundingClientRect();
  return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
}

/** One glimpse for all panes: what is done in one, all of them show. */
export function useZoom({ picture, full, pane, onSwipe }: Asked): Zoom {
  const [kept, setKept] = useState<Glimpse>(ALL);
  const [pinned, setPinned] = useState(false);
  const fingers = useRef(new Map<number, { at: Point; from: Point }>());
  const pinched = useRef(false);
  const dots = window.devicePixelRatio || 1;
  const ready = picture && full && pane.width > 0 && pane.height > 0;
  const most = ready ? largest(full, pane, dots) : 1;
  const whole = ready ? atFullSize(full, pane, dots) : 1;
  // 100 % stays 100 % when the full size becomes known, or the window another
  const glimpse = useMemo(
    () => (ready ? clamped(pinned ? { ...kept, zoom: whole } : kept, picture, pane, most) : ALL),
    [ready, pinned, kept, whole, picture, pane, most],
  );
  const last = useRef({ glimpse, most, picture, pane, ready });
  useEffect(() => {
    last.current = { glimpse, most, picture, pane, ready };
  });

  const change = useCallback((change: (now: Glimpse, picture: Size, pane: Size, most: number) => Glimpse) => {
    const { glimpse, most, picture, pane, ready } = last.current;
    if (!ready || !picture) return;
    const next = change(glimpse, picture, pane, most);
    last.current.glimpse = next;
    setKept(next);
    setPinned(false);
  }, []);
  const closer = useCallback(
    (factor: number, at: Point = { x: 0, y: 0 }) =>
      change((now, picture, pane, most) => zoomed(now, factor, at, picture, pane, most)),
    [change],
  );
  const move = useCallback(
    (x: number, y: number) =>
      change((now, picture, pane) => panned(now, { x: x * KEY_PX, y: y * KEY_PX }, picture, pane)),
    [change],
  );
  const fit = useCallback(() => {
    setPinned(false);
    setKept(ALL);
  }, []);
  const toFull = useCallback(() => setPinned(true), []);

  const listenToWheel = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined;
      function turned(event: WheelEvent) {
        // a page that can be scrolled is; who holds a key, pinches on a touchpad or is close already means the picture
        if (!event.ctrlKey && !event.metaKey && last.current.glimpse.zoom === 1 && event.deltaY > 0) return;
        event.preventDefault();
        if (element)
          closer(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), fromMiddle(event, element));
      }
      element.addEventListener("wheel", turned, { passive: false });
      return () => element.removeEventListener("wheel", turned);
    },
    [closer],
  );

  const handlers = useMemo(() => {
    const held = fingers.current;
    function onPointerDown(event: Pointing) {
      if (event.button !== 0) return;
      const at = { x: event.clientX, y: event.clientY };
      held.set(event.pointerId, { at, from: at });
      // what two fingers began, the last of them that is lifted doesn't end as a swipe
      pinched.current = held.size > 1;
      if (last.current.glimpse.zoom > 1) event.currentTarget.setPointerCapture(event.pointerId);
    }
    function onPointerMove(event: Pointing) {
      const finger = held.get(event.pointerId);
      if (!finger) return;
      const before = [...held.values()].map((one) => one.at);
      const at = { x: event.clientX, y: event.clientY };
      held.set(event.pointerId, { ...finger, at });
      if (held.size === 2) {
        const now = [...held.values()].map((one) => one.at);
        const [a, b] = before;
        const [c, d] = now;
        if (!a || !b || !c || !d) return;
        const factor = Math.hypot(c.x - d.x, c.y - d.y) / Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1);
        const middle = { clientX: (c.x + d.x) / 2, clientY: (c.y + d.y) / 2 };
        closer(factor, fromMiddle(middle, event.currentTarget));
      } else if (last.current.glimpse.zoom > 1) {
        const by = { x: at.x - finger.at.x, y: at.y - finger.at.y };
        change((now, picture, pane) => panned(now, by, picture, pane));
      }
    }
    function onPointerUp(event: Pointing) {
      const finger = held.get(event.pointerId);
      const alone = held.size === 1;
      held.delete(event.pointerId);
      if (!finger || !alone || pinched.current || last.current.glimpse.zoom > 1) return;
      if (event.pointerType === "mouse") return;
      const across = event.clientX - finger.from.x;
      if (Math.abs(across) > SWIPE_PX && Math.abs(across) > 2 * Math.abs(event.clientY - finger.from.y)) {
        onSwipe?.(across < 0);
      }
    }
    function onPointerCancel(event: Pointing) {
      held.delete(event.pointerId);
    }
    return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel };
  }, [change, closer, onSwipe]);

  return {
    glimpse,
    percent: whole > 0 ? (100 * glimpse.zoom) / whole : 100,
    closer,
    fit,
    full: toFull,
    move,
    handlers,
    listenToWheel,
  };
}
