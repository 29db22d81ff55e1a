import { UnstyledButton } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ALL_STATES, STATES, type State } from "@/components/states";
import type { Photo } from "../api/photos";
import classes from "./sessions.module.css";

interface StateChipsProps {
  photos: readonly Photo[];
  shown: State | undefined;
  show(state: State | undefined): void;
}

/** Shows the photos of one state alone. */
export function StateChips({ photos, shown, show }: StateChipsProps) {
  const { t, i18n } = useTranslation("sessions");
  const words = useTranslation("studio").t;
  const number = new Intl.NumberFormat(i18n.language);
  const counts = useMemo(() => {
    const found = new Map<State, number>();
    for (const photo of photos) found.set(photo.state, (found.get(photo.state) ?? 0) + 1);
    return found;
  }, [photos]);
  return (
    <fieldset
      className={classes.chips}
      style={{ border: 0, margin: 0, padding: 0 }}
      aria-label={t("photo.filter")}
    >
      <UnstyledButton className={classes.chip} aria-pressed={!shown} onClick={() => show(undefined)}>
        {t("photo.all")} {number.format(photos.length)}
      </UnstyledButton>
      {ALL_STATES.filter((state) => counts.has(state) || state === shown).map((state) => {
        const Sign = STATES[state].icon;
        return (
          <UnstyledButton
            key={state}
            className={classes.chip}
            aria-pressed={shown === state}
            onClick={() => show(shown === state ? undefined : state)}
          >
            <Sign size={15} aria-hidden />
            {words(`states.${state}`)} {number.format(counts.get(state) ?? 0)}
          </UnstyledButton>
        );
      })}
    </fieldset>
  );
}
