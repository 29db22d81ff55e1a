import { useMergedRef } from "@mantine/hooks";
import { type ReactNode, type Ref, useEffect, useState } from "react";
import { preload } from "../api/pictures";
import type { Layers } from "./layers";
import type { Loaded } from "./use-loaded";
import type { Zoom } from "./use-zoom";
import classes from "./viewer.module.css";
import { laid, type Size } from "./zoom";

type Part = readonly [number, number, number, number];

export interface PaneProps {
  /** What the picture shows. */
  label: string;
  right?: boolean;
  layers: Layers;
  loaded: Loaded;
  zoom: Zoom;
  /** What a pane measures. */
  room: Size;
  /** The size of what is laid into the pane; of the picture itself, if not said. */
  size?: Size | undefined;
  /** The part of this picture that is laid there: left, top, right, bottom, 0 to 1. */
  part?: Part | undefined;
  /** Laid over the picture. */
  children?: ReactNode;
  ref?: Ref<HTMLDivElement>;
}

type Sheet = ReturnType<typeof laid>;

/** Where a picture lies of that a part fills a sheet. */
function whole(sheet: Sheet, part: Part | undefined): Sheet {
  if (!part) return sheet;
  const [left, top, right, bottom] = part;
  const width = sheet.width / (right - left);
  const height = sheet.height / (bottom - top);
  return { width, height, x: sheet.x - left * width, y: sheet.y - top * height };
}

/** One picture, at the place and size that all panes share. */
export function Pane({ label, right, layers, loaded, zoom, room, size, part, children, ref }: PaneProps) {
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const merged = useMergedRef(setElement, ref ?? null);
  const { listenToWheel } = zoom;
  useEffect(() => listenToWheel(element), [listenToWheel, element]);
  useEffect(() => preload(layers.screen), [layers.screen]);
  const known = size ?? loaded.sizeOf(layers) ?? { width: 2, height: 3 };
  const sheet = whole(laid(zoom.glimpse, known, room), part);
  const style = {
    width: sheet.width,
    height: sheet.height,
    transform: `translate(${sheet.x}px, ${sheet.y}px)`,
  };
  const full = loaded.failed(layers.full) ? undefined : layers.full;
  const pictures = [
    { address: layers.mask ? undefined : layers.thumb, name: classes.thumb, alt: "" },
    { address: layers.screen, name: undefined, alt: label },
    { address: full, name: undefined, alt: "" },
  ];
  return (
    <div
      ref={merged}
      className={`${classes.pane} ${layers.mask ? classes.checkered : ""}`}
      data-close={zoom.glimpse.zoom > 1 || undefined}
      {...zoom.handlers}
    >
      {room.width > 0 && (
        <div className={classes.sheet} style={style}>
          {pictures.map(
            ({ address, name, alt }) =>
              address && (
                <img
                  key={address}
                  src={address}
                  alt={alt}
                  className={name}
                  style={masked(layers.mask)}
                  draggable={false}
                  onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
                    loaded.came(address, { width, height })
                  }
                  onError={() => loaded.failedToCome(address)}
                />
              ),
          )}
          {children}
        </div>
      )}
      <span className={classes.label} data-right={right || undefined} aria-hidden>
        {label}
      </span>
    </div>
  );
}

function masked(mask: string | undefined) {
  return mask ? { maskImage: `url("${mask}")`, maskSize: "100% 100%", maskMode: "luminance" } : undefined;
}
