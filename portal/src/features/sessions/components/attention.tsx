import { Group, Text, Title } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Reason, useAdvice } from "@/components/advice";
import { StateBadge } from "@/components/state-badge";
import type { Photo } from "../api/photos";
import classes from "./sessions.module.css";

/** What has to be done about photos that can't go on by themselves, by its cause. */
export function Attention({ photos }: { session: number; photos: readonly Photo[] }) {
  const { t } = useTranslation("sessions");
  const advice = useAdvice();
  const causes = useMemo(() => grouped(photos), [photos]);
  if (causes.length === 0) return null;
  return (
    <section aria-label={t("attention")}>
      <Title order={2} size="h4" mb={4}>
        {t("attention")}
      </Title>
      <ul className={classes.attention}>
        {causes.map(({ photo, reason, numbers }) => {
          const { title, todo } = reason ? advice(reason) : { title: t("retakes.asked"), todo: "" };
          return (
            <li key={`${photo.state} ${reason?.code}`}>
              <Group gap="xs" wrap="nowrap">
                <StateBadge state={photo.state} />
                <Text fw={600} size="sm">
                  {title}
                </Text>
              </Group>
              <Text size="sm" mt={2}>
                {todo}
              </Text>
              <Text size="xs" c="var(--portal-ink-soft)">
                {t("photo.numbers", { count: numbers.length, numbers: numbers.slice(0, 12).join(", ") })}
              </Text>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface Cause {
  photo: Photo;
  reason: Reason | undefined;
  numbers: number[];
}

function grouped(photos: readonly Photo[]): Cause[] {
  const found = new Map<string, Cause>();
  for (const photo of photos) {
    if (photo.state !== "rejected" && photo.state !== "failed" && photo.state !== "retake") continue;
    const [reason] = photo.reasons;
    const key = `${photo.state} ${reason?.code}`;
    const cause: Cause = found.get(key) ?? { photo, reason, numbers: [] };
    cause.numbers.push(photo.number);
    found.set(key, cause);
  }
  return [...found.values()].sort((one, other) => other.numbers.length - one.numbers.length);
}
