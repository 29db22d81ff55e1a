import { useElementSize, useMergedRef } from "@mantine/hooks";
import { IconCheck } from "@tabler/icons-react";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { useAdvice } from "@/components/advice";
import { StateBadge } from "@/components/state-badge";
import type { Photo } from "../api/photos";
import classes from "./photo-grid.module.css";
import { PhotoPicture } from "./photo-picture";
import { chooseAt, pressed, type Selection } from "./selection";

const GAP = 14;
const CAPTION = 30;
/** Two lines of what to do about it. */
const TODO = 34;

interface PhotoGridProps {
  photos: readonly Photo[];
  selection: Selection;
  select(to: Selection): void;
  open(photo: Photo): void;
}

/** Photos as a grid that only what is seen of is drawn; chosen by mouse and keyboard as in other photo programs. */
export const PhotoGrid = memo(function PhotoGrid({ photos, selection, select, open }: PhotoGridProps) {
  const { t } = useTranslation("sessions");
  const { ref: sized, width: measured } = useElementSize();
  const grid = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(0);
  // before anything is painted; later widths are told a frame after they changed
  useLayoutEffect(() => setFirst(grid.current?.clientWidth ?? 0), []);
  const width = measured || first;
  const merged = useMergedRef(sized, grid);
  const [top, setTop] = useState(0);
  const columns = Math.max(2, Math.floor((width + GAP) / ((width < 600 ? 150 : 190) + GAP)));
  const ids = useMemo(() => photos.map((photo) => photo.id), [photos]);
  const tile = width > 0 ? (width - GAP * (columns - 1)) / columns : 190;
  const height = tile * 1.25 + CAPTION + GAP;
  // by row, as a text that stays the same while events change other things
  const todos = useMemo(() => {
    const told: string[] = Array(Math.ceil(photos.length / columns)).fill("0");
    for (const [index, photo] of photos.entries())
      if (hasTodo(photo)) told[Math.floor(index / columns)] = "1";
    return told.join("");
  }, [photos, columns]);

  const rows = useWindowVirtualizer({
    count: width > 0 ? Math.ceil(photos.length / columns) : 0,
    estimateSize: (row) => height + (todos[row] === "1" ? TODO : 0),
    overscan: 2,
    scrollMargin: top,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that were measured are as high as before
  useEffect(() => rows.measure(), [rows, height, todos]);
  // what is above the grid comes and goes: its place is looked up whenever the page changes its height
  useEffect(() => {
    const look = () => setTop((grid.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, []);

  const latest = useRef({ selection, ids, select });
  latest.current = { selection, ids, select };
  const click = useCallback((event: MouseEvent, index: number) => {
    const now = latest.current;
    const more = event.ctrlKey || event.metaKey || (event.target as Element).closest("[data-check]") !== null;
    now.select(chooseAt(now.selection, now.ids, index, { shift: event.shiftKey, more }));
  }, []);

  function press(event: KeyboardEvent) {
    const to = pressed(selection, ids, columns, event);
    const photo = photos[selection.active];
    if (!to && !(event.key === "Enter" && photo)) return;
    event.preventDefault();
    if (!to) {
      if (photo) open(photo);
      return;
    }
    select(to);
    rows.scrollToIndex(Math.floor(to.active / columns));
  }

  // what is not drawn can't be pointed to
  const drawn = rows.getVirtualItems().some((row) => row.index === Math.floor(selection.active / columns));
  const active = drawn ? photos[selection.active] : undefined;
  return (
    <div
      ref={merged}
      className={classes.grid}
      role="listbox"
      aria-multiselectable
      aria-label={t("grid")}
      aria-activedescendant={active ? `photo-${active.id}` : undefined}
      tabIndex={0}
      style={{ height: rows.getTotalSize() }}
      onKeyDown={press}
    >
      {rows.getVirtualItems().map((row) => (
        <div
          key={row.key}
          role="presentation"
          className={classes.row}
          style={{
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            transform: `translateY(${row.start - top}px)`,
          }}
        >
          {photos.slice(row.index * columns, (row.index + 1) * columns).map((photo, column) => {
            const index = row.index * columns + column;
            return (
              <Tile
                key={photo.id}
                photo={photo}
                index={index}
                count={photos.length}
                chosen={selection.chosen.has(photo.id)}
                active={index === selection.active}
                click={click}
                open={open}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
});

function hasTodo({ reasons, state }: Photo): boolean {
  return reasons.length > 0 && (state === "rejected" || state === "failed");
}

interface TileProps {
  photo: Photo;
  index: number;
  count: number;
  chosen: boolean;
  active: boolean;
  click(event: MouseEvent, index: number): void;
  open(photo: Photo): void;
}

const Tile = memo(function Tile({ photo, index, count, chosen, active, click, open }: TileProps) {
  const advice = useAdvice();
  const [reason] = photo.reasons;
  const todo = reason && hasTodo(photo) ? advice(reason) : undefined;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box around it has the keys
    <div
      id={`photo-${photo.id}`}
      role="option"
      aria-selected={chosen}
      aria-setsize={count}
      aria-posinset={index + 1}
      tabIndex={-1}
      data-active={active || undefined}
      className={classes.tile}
      onClick={(event) => click(event, index)}
      onDoubleClick={() => open(photo)}
    >
      <div className={classes.frame}>
        <PhotoPicture photo={photo} />
        <span className={classes.check} data-check aria-hidden>
          <IconCheck size={16} stroke={3} />
        </span>
        <span className={classes.state}>
          <StateBadge state={photo.state} />
        </span>
      </div>
      <div className={classes.caption}>
        <bdi title={photo.filename}>{photo.filename || "—"}</bdi>
        <span>{photo.number}</span>
      </div>
      {todo && (
        <div className={classes.why} title={todo.todo}>
          {todo.title}: {todo.todo}
        </div>
      )}
    </div>
  );
});
