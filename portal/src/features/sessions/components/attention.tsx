import { Group, Text, Title } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { StateBadge } from "@/components/state-badge";
import type { Photo } from "../api/photos";
import { type Cause, grouped, useWhy } from "./causes";
import classes from "./sessions.module.css";

/** What has to be done about photos that can't go on by themselves, by its cause. */
export function Attention({ photos }: { session: number; photos: readonly Photo[] }) {
  const { t } = useTranslation("sessions");
  const causes = useMemo(() => grouped(photos), [photos]);
  if (causes.length === 0) return null;
  return (
    <section aria-label={t("attention")}>
      <Title order={2} size="h4" mb={4}>
        {t("attention")}
      </Title>
      <ul className={classes.attention}>
        {causes.map((cause) => (
          <NeedsYou key={`${cause.state} ${cause.numbers[0]}`} cause={cause} />
        ))}
      </ul>
    </section>
  );
}

function NeedsYou({ cause }: { cause: Cause }) {
  const { t } = useTranslation("sessions");
  const why = useWhy();
  const { state, numbers } = cause;
  return (
    <li>
      {why(cause).map(({ title, todo }, index) => (
        <div key={`${title} ${todo}`}>
          <Group gap="xs" wrap="nowrap">
            {index === 0 && <StateBadge state={state} />}
            <Text fw={600} size="sm">
              {title}
            </Text>
          </Group>
          <Text size="sm" mt={2} className={classes.said}>
            <bdi>{todo}</bdi>
          </Text>
        </div>
      ))}
      <Text size="xs" c="var(--portal-ink-soft)">
        {t("photo.numbers", { count: numbers.length, numbers: numbers.slice(0, 12).join(", ") })}
      </Text>
    </li>
  );
}
