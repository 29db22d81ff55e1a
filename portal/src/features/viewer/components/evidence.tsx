import type { Schemas } from "@/api/client";
import { type Kind, pictureAt } from "../api/pictures";
import type { Shown } from "./layers";
import classes from "./viewer.module.css";
import type { Size } from "./zoom";

export type Found = Schemas["FactorAnswer"];

interface EvidenceProps {
  found: Found | undefined;
  shown: Shown;
  /** The edit's pictures. */
  has: readonly Kind[];
  /** The size that boxes are in. */
  full: Size | undefined;
}

/** Where a factor of the score saw what: its heat, and boxes around it. */
export function Evidence({ found, shown, has, full }: EvidenceProps) {
  if (!found) return null;
  const heat = has.find((kind) => kind === `heat-${found.name}`);
  return (
    <>
      {heat && <img src={pictureAt(shown.photo, heat, shown.edit)} alt="" className={classes.heat} />}
      {full &&
        found.findings.map(({ code, box }) => {
          if (!box) return null;
          const [left, top, right, bottom] = box;
          const style = {
            left: `${(100 * left) / full.width}%`,
            top: `${(100 * top) / full.height}%`,
            width: `${(100 * (right - left)) / full.width}%`,
            height: `${(100 * (bottom - top)) / full.height}%`,
          };
          return <div key={code} className={classes.box} style={style} data-testid="place" />;
        })}
    </>
  );
}
