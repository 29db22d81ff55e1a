import { Text, UnstyledButton } from "@mantine/core";
import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFranchiseName } from "@/components/for-whom";
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
const PAINTED_MS = 60;

/** What else waits, by when it is due. */
export const Rail = memo(function Rail({ items, at, ahead, isOthers, go }: RailProps) {
  const { t } = useTranslation("review");
  const list = useRef<HTMLOListElement>(null);
  // once the next photo is painted: where a list stands is found by laying out the whole page
  useEffect(() => {
    if (at === undefined) return undefined;
    const timer = window.setTimeout(
      () => list.current?.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" }),
      PAINTED_MS,
    );
    return () => window.clearTimeout(timer);
  }, [at]);
  return (
    <ol ref={list} className={classes.rail} aria-label={t("rail")}>
      {items.slice(0, SHOWN).map((item) => (
        <Stop
          key={item.photo.id}
          item={item}
          here={item.photo.id === at}
          others={isOthers(item)}
          ahead={ahead}
          go={go}
        />
      ))}
    </ol>
  );
});

interface StopProps {
  item: Item;
  here: boolean;
  others: boolean;
  ahead: number;
  go: (photo: number) => void;
}

/** Drawn again only when it changes itself: going on is between a key and the next photo. */
const Stop = memo(function Stop({ item, here, others, ahead, go }: StopProps) {
  const { t } = useTranslation("review");
  const franchise = useFranchiseName()(item.photo.franchise);
  return (
    <li>
      <UnstyledButton
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
          decoding="async"
        />
        <span>
          <Text size="xs" fw={600} lineClamp={1}>
            <bdi>{item.customer_name ?? item.session_name}</bdi>
          </Text>
          <Text size="xs" c="var(--portal-ink-soft)" lineClamp={1}>
            <bdi>{item.photo.filename}</bdi>
          </Text>
          {franchise && (
            <Text size="xs" c="var(--portal-ink-soft)" lineClamp={1}>
              <bdi>{franchise}</bdi>
            </Text>
          )}
          {others ? (
            <Text size="xs" fw={600}>
              {t("taken")}
            </Text>
          ) : (
            <Timer due={item.due_at} franchise={item.photo.franchise} ahead={ahead} />
          )}
        </span>
      </UnstyledButton>
    </li>
  );
});
