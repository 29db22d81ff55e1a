import { ActionIcon, Group, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface StepsProps {
  /** Of the photo that is looked at, from 1. */
  at: number;
  all: number;
  step: (by: 1 | -1) => void;
}

/** The way to the photo before and the next, for fingers and mice; swipes and keys do the same. */
export function Steps({ at, all, step }: StepsProps) {
  const { t } = useTranslation("review");
  return (
    <Group gap={6} wrap="nowrap" role="group" aria-label={t("steps")}>
      <ActionIcon
        variant="default"
        size={44}
        aria-label={t("act.previous")}
        disabled={at <= 1}
        onClick={() => step(-1)}
      >
        <IconChevronLeft size={22} aria-hidden />
      </ActionIcon>
      <Text size="sm" fw={600} ta="center" miw={64} style={{ fontVariantNumeric: "tabular-nums" }}>
        {t("place", { at, all })}
      </Text>
      <ActionIcon
        variant="default"
        size={44}
        aria-label={t("act.next")}
        disabled={at >= all}
        onClick={() => step(1)}
      >
        <IconChevronRight size={22} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
