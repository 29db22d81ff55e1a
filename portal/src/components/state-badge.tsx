import { useTranslation } from "react-i18next";
import { STATES, type State } from "./states";
import classes from "./states.module.css";

/** Where a photo is: an icon, a word, and a colour that says no more than they do. */
export function StateBadge({ state }: { state: State }) {
  const { t } = useTranslation("studio");
  const { icon: Sign, mood } = STATES[state];
  return (
    <span className={`${classes.badge} ${classes[mood]}`}>
      <Sign size={14} aria-hidden />
      {t(`states.${state}`)}
    </span>
  );
}
