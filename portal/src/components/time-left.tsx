import { Group, Text } from "@mantine/core";
import { IconAlarm, IconClock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useServerSeconds } from "@/api/clock";
import classes from "./states.module.css";

const SOON_S = 120;

/** What was promised: whole hours, or whole minutes. unitDisplay: long for sentences. */
export function promised(language: string, seconds: number, unitDisplay: "short" | "long" = "short"): string {
  const [unit, value] =
    seconds % 3600 === 0 ? ["hour", seconds / 3600] : ["minute", Math.round(seconds / 60)];
  return new Intl.NumberFormat(language, { style: "unit", unit: String(unit), unitDisplay }).format(
    Number(value),
  );
}

/** Hours and minutes, or minutes and seconds when there is less than an hour. seconds: not negative. */
export function spanOf(language: string, seconds: number): string {
  const part = (value: number, unit: string) =>
    new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(value);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours >= 48) return part(Math.floor(hours / 24), "day");
  if (hours > 0)
    return minutes > 0 ? `${part(hours, "hour")} ${part(minutes, "minute")}` : part(hours, "hour");
  if (minutes >= 10) return part(minutes, "minute");
  return minutes > 0
    ? `${part(minutes, "minute")} ${part(seconds % 60, "second")}`
    : part(seconds % 60, "second");
}

/** How long it is until something was promised, or since then, by the service's clock. */
export function TimeLeft({ deadline, size = "sm" }: { deadline: string; size?: "xs" | "sm" }) {
  const { t, i18n } = useTranslation("studio");
  const left = Math.round(Date.parse(deadline) / 1000 - useServerSeconds());
  const mood = left < 0 ? "bad" : left < SOON_S ? "attention" : undefined;
  const Sign = left < 0 ? IconAlarm : IconClock;
  return (
    <Group gap={4} wrap="nowrap" className={mood ? `${classes[mood]} ${classes.late}` : ""}>
      <Sign size={size === "xs" ? 13 : 15} aria-hidden />
      <Text
        span
        size={size}
        fw={mood ? 600 : 500}
        style={{ whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" }}
      >
        {t(left < 0 ? "late" : "left", { span: spanOf(i18n.language, Math.abs(left)) })}
      </Text>
    </Group>
  );
}
