import { Text } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Failed } from "@/components/told";
import { backdropAt, useBackdrops } from "../api/looks";
import classes from "./photo.module.css";

interface BackdropChoiceProps {
  franchise: string;
  /** null: as it is now. */
  value: string | null;
  choose: (name: string | null) => void;
}

/** All backdrops that a franchise has, as pictures. */
export function BackdropChoice({ franchise, value, choose }: BackdropChoiceProps) {
  const { t } = useTranslation("photo");
  const name = useId();
  const backdrops = useBackdrops(franchise);
  if (backdrops.isLoadingError)
    return <Failed error={backdrops.error} again={() => void backdrops.refetch()} />;
  return (
    <fieldset className={classes.plain} style={{ border: 0 }}>
      <Text component="legend" size="sm" fw={500} mb={4}>
        {t("reEdit.backdrop")}
      </Text>
      <div className={classes.backdrops}>
        <label className={classes.backdrop}>
          <input type="radio" name={name} checked={value === null} onChange={() => choose(null)} />
          <span className={classes.asNow}>{t("reEdit.asNow")}</span>
        </label>
        {(backdrops.data ?? []).map((one) => (
          <label key={one.name} className={classes.backdrop} title={one.label}>
            <input
              type="radio"
              name={name}
              aria-label={one.label}
              checked={value === one.name}
              onChange={() => choose(one.name)}
            />
            <img src={backdropAt(one.name)} alt="" loading="lazy" />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
