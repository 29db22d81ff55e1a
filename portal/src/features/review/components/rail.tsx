import { Text, UnstyledButton } from "@mantine/core";
import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { pictureAt } from "@/features/viewer/api/pictures";
import type { Item } from "./queue";
import classes from "./review.module.css";
import { Timer } from "./timer";

interface RailProps {
  items: readonly Item[];
  at: number | undefined;
  ahead: number;
  isOthers: (item: Item) => boolean;
  go: (photo: number) => void;
}

const SHOWN = 60;

/** What else waits, by when it is due. */
export const Rail = memo(function Rail({ items, at, ahead, isOthers, go }: RailProps) {
  const { t } = useTranslation("review");
  const current = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (at !== undefined) current.current?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <ol className={classes.rail} aria-label={t("rail")}>
      {items.slice(0, SHOWN).map((item) => {
        const here = item.photo.id === at;
        const others = isOthers(item);
        return (
          <li key={item.photo.id}>
            <UnstyledButton
              ref={here ? current : undefined}
              className={classes.stop}
              aria-current={here}
              data-others={others || undefined}
              onClick={() => go(item.photo.id)}
            >
              <img
                src={pictureAt(item.photo.id, "thumb", item.edit.number)}
                alt=""
                className={classes.small}
                loading="lazy"
              />
              <span>
                <Text size="xs" fw={600} lineClamp={1}>
                  <bdi>{item.customer_name ?? item.session_name}</bdi>
                </Text>
                <Text size="xs" c="var(--portal-ink-soft)" lineClamp={1}>
                  <bdi>{item.photo.filename}</bdi>
                </Text>
                {others ? (
                  <Text size="xs" fw={600}>
                    {t("taken")}
                  </Text>
                ) : (
                  <Timer due={item.due_at} ahead={ahead} />
                )}
              </span>
            </UnstyledButton>
          </li>
        );
      })}
    </ol>
  );
});
