import type { ReactNode, Ref } from "react";
import { useTranslation } from "react-i18next";
import { pictureAt } from "../api/pictures";
import type { Layers, Shown } from "./layers";
import { Pane } from "./pane";
import { Slider } from "./slider";
import type { Mode } from "./toolbar";
import type { Loaded } from "./use-loaded";
import type { Zoom } from "./use-zoom";
import classes from "./viewer.module.css";
import type { Size } from "./zoom";

interface StageProps {
  mode: Mode;
  /** Alone, the picture before is shown instead of the one after. */
  swapped: boolean;
  shown: Shown;
  before: Layers & { label: string };
  after: Layers & { label: string };
  loaded: Loaded;
  zoom: Zoom;
  room: Size;
  measured: Ref<HTMLDivElement>;
  /** Laid over the picture after. */
  overlay: ReactNode;
}

/** The pictures, as many as the mode shows. */
export function Stage({ mode, swapped, shown, before, after, overlay, measured, ...shared }: StageProps) {
  const { t } = useTranslation("viewer");
  const matte = pictureAt(shown.photo, "matte", shown.edit);
  const edited = (right: boolean) => (
    <Pane {...shared} ref={measured} layers={after} label={after.label} right={right}>
      {overlay}
    </Pane>
  );
  switch (mode) {
    case "slider": {
      // of a cropped edit, the original's same part lies under it
      const aligned = shown.part && { part: shown.part, size: shared.loaded.sizeOf(after) };
      return (
        <Slider
          left={<Pane {...shared} layers={before} label={before.label} {...aligned} />}
          right={edited(true)}
        />
      );
    }
    case "side":
      return (
        <div className={classes.panes} data-side>
          <Pane {...shared} layers={before} label={before.label} />
          {edited(true)}
        </div>
      );
    case "one":
      return (
        <div className={classes.panes}>
          {swapped ? <Pane {...shared} ref={measured} layers={before} label={before.label} /> : edited(false)}
        </div>
      );
    case "matte":
      return (
        <div className={classes.panes}>
          <Pane {...shared} ref={measured} layers={{ screen: matte }} label={t("mode.matte")} />
        </div>
      );
    case "cutout":
      return (
        <div className={classes.panes}>
          <Pane {...shared} ref={measured} layers={{ ...after, mask: matte }} label={t("mode.cutout")} />
        </div>
      );
  }
}
