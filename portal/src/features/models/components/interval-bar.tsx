import { useTranslation } from "react-i18next";
import type { Compared } from "../api/limits";
import classes from "./models.module.css";
import { useShares } from "./shares";

interface IntervalBarProps {
  compared: Compared;
  /** The difference at both ends of the bar; all bars of a trial have the same. */
  reach: number;
}

/** A difference with its interval, and the limit that one end of it must keep. */
export function IntervalBar({ compared, reach }: IntervalBarProps) {
  const { t } = useTranslation("models");
  const { difference } = useShares();
  const { low, middle, high } = compared.interval;
  const at = (value: number) => `${50 + 50 * Math.max(-1, Math.min(1, value / reach))}%`;
  const label = t("trial.interval", {
    middle: difference(middle),
    low: difference(low),
    high: difference(high),
    limit: difference(compared.limit),
  });
  return (
    <div className={classes.track} role="img" aria-label={label} title={label}>
      <span className={classes.zero} style={{ insetInlineStart: "50%" }} />
      <span className={classes.limit} style={{ insetInlineStart: at(compared.limit) }} />
      <span
        className={classes.whisker}
        style={{ insetInlineStart: at(low), width: `calc(${at(high)} - ${at(low)})` }}
      />
      <span className={classes.middle} style={{ insetInlineStart: at(middle) }} />
    </div>
  );
}
