import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, type Ref, useImperativeHandle, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePictures } from "../api/pictures";
import { Evidence, type Found } from "./evidence";
import { beforeAndAfter, type Layers, type Shown } from "./layers";
import { Marked } from "./marked";
import { Stage } from "./stage";
import { MODES, type Mode, Toolbar } from "./toolbar";
import { type Loaded, useLoaded } from "./use-loaded";
import { useMode } from "./use-mode";
import { useZoom, type Zoom } from "./use-zoom";
import classes from "./viewer.module.css";
import { STEP } from "./zoom";

/** What can be done to a viewer from outside, such as by keys of a page. */
export interface ViewerControl {
  /** What was before instead of the edit, and back. */
  swap: () => void;
  /** All of it or 100 %. */
  look: () => void;
  closer: (factor: number) => void;
}

interface ViewerProps {
  shown: Shown;
  /** Another edit of the photo, in the original's place. */
  against?: number | undefined;
  /** An address of a picture in the edit's place, such as a preview. */
  preview?: string | undefined;
  /** A factor of the score whose places are shown. */
  found?: Found | undefined;
  onSwipe?: (forward: boolean) => void;
  control?: Ref<ViewerControl>;
}

const ALONE: readonly Mode[] = ["cutout", "matte"];

/** A photo before and after: by slider, side by side, one after the other, cut out, close up. */
export function Viewer({ shown, against, preview, found, onSwipe, control }: ViewerProps) {
  const { t } = useTranslation("viewer");
  const { mode, setMode, swapped, setSwapped } = useMode(found);
  const [close, setClose] = useState(false);
  const [seen, setSeen] = useState(shown.photo);
  const { ref, ...room } = useElementSize<HTMLDivElement>();
  const loaded = useLoaded();
  const has = usePictures(shown.photo, shown.edit).data?.kinds ?? [];
  const { before, after } = beforeAndAfter({ shown, against, preview, close });
  const picture = loaded.sizeOf(after);
  const full = shown.size ?? loaded.of(after.full) ?? picture;
  const zoom = useZoom({ picture, full, pane: room, onSwipe });

  if (seen !== shown.photo) {
    setSeen(shown.photo);
    setSwapped(false);
    setClose(false);
    zoom.fit();
  }
  // closer than a picture for screens holds
  if (
    !close &&
    picture &&
    full &&
    zoom.glimpse.zoom > 1 &&
    zoom.percent > (90 * picture.width) / full.width
  ) {
    setClose(true);
  }
  function toFull() {
    setClose(true);
    zoom.full();
  }
  function swap() {
    setSwapped(mode === "one" ? !swapped : true);
    setMode("one");
  }
  const look = () => (zoom.glimpse.zoom > 1 ? zoom.fit() : toFull());
  useImperativeHandle(control, () => ({ swap, look, closer: zoom.closer }));

  const isEdit = preview === undefined;
  const modes = isEdit && has.includes("matte") ? MODES : MODES.filter((one) => !ALONE.includes(one));
  const asked = modes.includes(mode) ? mode : "slider";
  const label = useLabels(shown.edit, against, preview);
  return (
    <section className={classes.viewer} aria-label={t("title")}>
      <Toolbar mode={asked} modes={modes} choose={setMode} zoom={zoom} toFull={toFull} />
      {/* biome-ignore lint/a11y/useSemanticElements: a group of pictures, not of fields */}
      <div
        className={classes.stage}
        role="group"
        aria-label={t("keys")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is zoomed has to be moved by keys
        tabIndex={0}
        onKeyDown={(event) => byKey(event, zoom)}
      >
        <Stage
          mode={asked}
          swapped={swapped}
          shown={shown}
          before={{ ...before, label: label.before }}
          after={{ ...after, label: label.after }}
          loaded={loaded}
          zoom={zoom}
          room={room}
          measured={ref}
          overlay={
            isEdit && (
              <Evidence found={found} shown={shown} has={has} full={shown.size ?? loaded.of(after.full)} />
            )
          }
        />
        <Marked found={isEdit ? found : undefined} />
        <Told before={before} after={after} loaded={loaded} alone={asked === "one" && !swapped} />
      </div>
    </section>
  );
}

/** What the pictures are called. */
function useLabels(edit: number, against: number | undefined, preview: string | undefined) {
  const { t } = useTranslation("viewer");
  if (preview !== undefined) return { before: t("original"), after: t("preview") };
  if (against === undefined) return { before: t("original"), after: t("edited") };
  return { before: t("version", { number: against }), after: t("version", { number: edit }) };
}

function byKey(event: KeyboardEvent, zoom: Zoom): void {
  const moves: Record<string, [number, number]> = {
    ArrowLeft: [1, 0],
    ArrowRight: [-1, 0],
    ArrowUp: [0, 1],
    ArrowDown: [0, -1],
  };
  const by = moves[event.key];
  if ((event.target as HTMLElement).role === "slider" || event.ctrlKey || event.metaKey) return;
  if (by && zoom.glimpse.zoom > 1) zoom.move(...by);
  else if (event.key === "+" || event.key === "=") zoom.closer(STEP);
  else if (event.key === "-") zoom.closer(1 / STEP);
  else if (event.key === "0") zoom.fit();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

interface ToldProps {
  before: Layers;
  after: Layers;
  loaded: Loaded;
  alone: boolean;
}

/** What the pictures wait for, or why they don't come. */
function Told({ before, after, loaded, alone }: ToldProps) {
  const { t } = useTranslation("viewer");
  const waits = (one: Layers) => one.full !== undefined && !loaded.of(one.full) && !loaded.failed(one.full);
  if (loaded.failed(after.screen) || loaded.failed(before.screen)) {
    return (
      <span className={classes.told} role="alert">
        {t("gone")}
      </span>
    );
  }
  const text = waits(after) || (!alone && waits(before)) ? "loadingFull" : "notInFull";
  if (text === "notInFull" && !loaded.failed(before.full)) return null;
  return (
    <span className={classes.told} role="status">
      {t(text)}
    </span>
  );
}
