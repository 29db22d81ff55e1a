import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ALL_STATES, STATES, type State } from "./states";
import classes from "./states.module.css";

export type Counts = Partial<Record<State, number>>;

/** How many photos are counted, and in which states, as a thin strip with its words below. */
export function StateStrip({ counts, words = true }: { counts: Counts; words?: boolean }) {
  const { t } = useTranslation("studio");
  const shown = ALL_STATES.filter((state) => (counts[state] ?? 0) > 0);
  if (shown.length === 0) {
    return (
      <Text size="sm" c="var(--portal-ink-soft)">
        {t("noPhotos")}
      </Text>
    );
  }
  return (
    <div>
      <div className={classes.strip} aria-hidden>
        {shown.map((state) => (
          <div
            key={state}
            className={`${classes.part} ${classes[STATES[state].mood]}`}
            style={{ flexGrow: counts[state] ?? 0 }}
          />
        ))}
      </div>
      {words && (
        <Text size="xs" mt={4} c="var(--portal-ink-soft)">
          {shown.map((state) => t(`counted.${state}`, { count: counts[state] ?? 0 })).join(" · ")}
        </Text>
      )}
    </div>
  );
}
