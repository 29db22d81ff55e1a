import { Button, Rating } from "@mantine/core";
import { IconArrowBackUp, IconCameraRotate, IconCheck, IconWand } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { nameOf } from "./key-name";
import type { Act, KeySettings } from "./keys";
import classes from "./review.module.css";
import { type Told, ToldLast } from "./told-last";

interface BarProps {
  settings: KeySettings;
  stars: number;
  /** Nothing can be decided: nobody's turn, or somebody else's. */
  held: boolean;
  undoable: boolean;
  act: (act: Act) => void;
  star: (stars: number) => void;
  /** What was told last, if it has no other place. */
  told: Told | undefined;
}

/** What can be decided, with the keys that do it. */
export const Bar = memo(function Bar({ settings, stars, held, undoable, act, star, told }: BarProps) {
  const { t } = useTranslation("review");
  const key = (one: Act) => {
    const [first] = settings.keys[one];
    return settings.on && first ? (
      <kbd className={classes.key} aria-hidden>
        {nameOf(first)}
      </kbd>
    ) : null;
  };
  return (
    <div className={classes.bar} role="toolbar" aria-label={t("bar.title")}>
      <ToldLast told={told} />
      <Button
        size="md"
        variant="subtle"
        color="gray"
        disabled={!undoable}
        leftSection={<IconArrowBackUp size={20} aria-hidden />}
        onClick={() => act("undo")}
      >
        {t("bar.undo")}
        {key("undo")}
      </Button>
      <Button
        size="md"
        variant="default"
        disabled={held}
        leftSection={<IconCameraRotate size={20} aria-hidden />}
        onClick={() => act("retake")}
      >
        {t("bar.retake")}
        {key("retake")}
      </Button>
      <Button
        size="md"
        variant="default"
        disabled={held}
        leftSection={<IconWand size={20} aria-hidden />}
        onClick={() => act("reEdit")}
      >
        {t("bar.reEdit")}
        {key("reEdit")}
      </Button>
      <Button
        size="md"
        disabled={held}
        leftSection={<IconCheck size={20} aria-hidden />}
        onClick={() => act("approve")}
      >
        {t("bar.approve")}
        {key("approve")}
      </Button>
      <Rating
        value={stars}
        onChange={star}
        readOnly={held}
        size="lg"
        aria-label={t("bar.stars")}
        getSymbolLabel={(value) => t("bar.star", { count: value })}
      />
    </div>
  );
});
