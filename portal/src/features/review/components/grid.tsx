import { Badge, Button, Checkbox, Group, Text, UnstyledButton } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFranchiseName } from "@/components/for-whom";
import { colourOf, gradeOf, wholeOf } from "@/features/photo/components/grade";
import { pictureAt } from "@/features/viewer/api/pictures";
import type { Item } from "./queue";
import classes from "./review.module.css";
import { Timer } from "./timer";

interface GridProps {
  items: readonly Item[];
  ahead: number;
  decides: boolean;
  isOthers: (item: Item) => boolean;
  look: (photo: number) => void;
  approve: (photos: readonly number[]) => void;
}

/** All that waits, side by side; several can be published at once. */
export function Grid({ items, ahead, decides, isOthers, look, approve }: GridProps) {
  const { t, i18n } = useTranslation(["review", "photo"]);
  const nameOf = useFranchiseName();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const whole = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  const free = items.filter((one) => !isOthers(one));
  const some = free.filter((one) => chosen.has(one.photo.id)).map((one) => one.photo.id);

  function turn(photo: number) {
    const next = new Set(chosen);
    if (!next.delete(photo)) next.add(photo);
    setChosen(next);
  }
  return (
    <>
      {decides && (
        <Group mb="md">
          <Checkbox
            label={t("review:grid.all")}
            checked={some.length > 0 && some.length === free.length}
            indeterminate={some.length > 0 && some.length < free.length}
            onChange={(event) =>
              setChosen(new Set(event.currentTarget.checked ? free.map((one) => one.photo.id) : []))
            }
          />
          <Button
            disabled={some.length === 0}
            leftSection={<IconCheck size={18} aria-hidden />}
            onClick={() => {
              approve(some);
              setChosen(new Set());
            }}
          >
            {t("review:grid.approve", { count: some.length })}
          </Button>
        </Group>
      )}
      <ul className={classes.grid}>
        {items.map((item) => {
          const { id, filename } = item.photo;
          const others = isOthers(item);
          const franchise = nameOf(item.photo.franchise);
          return (
            <li key={id} className={classes.card} data-chosen={chosen.has(id) || undefined}>
              {decides && !others && (
                <Checkbox
                  className={classes.tick}
                  size="md"
                  aria-label={t("review:grid.choose", { name: filename })}
                  checked={chosen.has(id)}
                  onChange={() => turn(id)}
                />
              )}
              <UnstyledButton
                w="100%"
                aria-label={t("review:grid.look", { name: filename })}
                onClick={() => look(id)}
              >
                <img src={pictureAt(id, "thumb", item.edit.number)} alt="" loading="lazy" />
              </UnstyledButton>
              <Group justify="space-between" mt={6} gap={4}>
                {item.score ? (
                  <Badge variant="light" tt="none" color={colourOf(item.score.value)}>
                    {whole.format(wholeOf(item.score.value))} ·{" "}
                    {t(`photo:grade.${gradeOf(item.score.value)}`)}
                  </Badge>
                ) : (
                  <span />
                )}
                {others ? (
                  <Text size="xs">{t("review:taken")}</Text>
                ) : (
                  <Timer due={item.due_at} franchise={item.photo.franchise} ahead={ahead} />
                )}
              </Group>
              {franchise && (
                <Text size="xs" c="var(--portal-ink-soft)" mt={4} lineClamp={2}>
                  <bdi>{franchise}</bdi>
                </Text>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
