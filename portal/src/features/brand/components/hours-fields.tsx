import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Hours } from "../api/brand";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
/** A Monday, to have the days' names said by the language. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

interface HoursFieldsProps {
  hours: Hours;
  onChange: (hours: Hours) => void;
}

/** When the studio is open, day by day. */
export function HoursFields({ hours, onChange }: HoursFieldsProps) {
  const { t, i18n } = useTranslation("brand");
  const named = new Intl.DateTimeFormat(i18n.language, { weekday: "long", timeZone: "UTC" });
  const set = (day: string, spans: string[][]) => {
    const { [day]: _, ...others } = hours;
    onChange(spans.length > 0 ? { ...others, [day]: spans } : others);
  };
  return (
    <Stack gap="sm">
      {DAYS.map((key, at) => {
        const day = named.format(MONDAY + at * DAY_MS);
        const spans = hours[key] ?? [];
        return (
          <Group key={key} gap="md" align="center">
            <Text w={110} fw={500}>
              {day}
            </Text>
            {spans.length === 0 && <Text c="var(--portal-ink-soft)">{t("hours.closed")}</Text>}
            {spans.map(([from = "", to = ""], index) => {
              const change = (span: string[]) => set(key, spans.with(index, span));
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: spans have no name but their place
                <Group key={index} gap={4} wrap="nowrap">
                  <TextInput
                    type="time"
                    aria-label={t("hours.from", { day })}
                    value={from}
                    onChange={(event) => change([event.currentTarget.value, to])}
                  />
                  <span aria-hidden>–</span>
                  <TextInput
                    type="time"
                    aria-label={t("hours.to", { day })}
                    value={to}
                    onChange={(event) => change([from, event.currentTarget.value])}
                  />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t("hours.remove", { day, from, to })}
                    onClick={() => set(key, spans.toSpliced(index, 1))}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                </Group>
              );
            })}
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t("hours.add", { day })}
              onClick={() => set(key, [...spans, spans.length ? ["14:00", "18:00"] : ["09:00", "18:00"]])}
            >
              <IconPlus size={16} aria-hidden />
            </Button>
          </Group>
        );
      })}
    </Stack>
  );
}
