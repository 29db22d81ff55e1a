import { Button, Group, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconRefresh } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { tellAloud } from "@/components/aloud";
import { useProblemText } from "@/components/problem-text";
import { StateBadge } from "@/components/state-badge";
import type { Photo } from "../api/photos";
import { useRetrySession } from "../api/sessions";
import { type Cause, grouped, useWhy } from "./causes";
import classes from "./sessions.module.css";

/** What has to be done about photos that can't go on by themselves, by its cause. */
export function Attention({ session, photos }: { session: number; photos: readonly Photo[] }) {
  const { t } = useTranslation("sessions");
  const causes = useMemo(() => grouped(photos), [photos]);
  const failed = photos.filter((photo) => photo.state === "failed").length;
  if (causes.length === 0) return null;
  return (
    <section aria-label={t("attention")}>
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h4">
          {t("attention")}
        </Title>
        <RetryFailed session={session} failed={failed} />
      </Group>
      <ul className={classes.attention}>
        {causes.map((cause) => (
          <NeedsYou key={`${cause.state} ${cause.numbers[0]}`} cause={cause} />
        ))}
      </ul>
    </section>
  );
}

/** What failed says nothing against the photo: all of it can be edited again at once. */
function RetryFailed({ session, failed }: { session: number; failed: number }) {
  const { t } = useTranslation("sessions");
  const text = useProblemText();
  const retry = useRetrySession(session);
  if (failed === 0) return null;

  function tell(retried: number) {
    // 0: somebody else was quicker
    if (retried === 0) return;
    const message = t("batch.edited", { count: retried });
    notifications.show({ message, color: "pine" });
    tellAloud(message);
  }

  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconRefresh size={14} aria-hidden />}
      loading={retry.isPending}
      onClick={() =>
        retry.mutate(undefined, {
          onSuccess: ({ retried }) => tell(retried),
          onError: (error) => notifications.show({ message: text(error), color: "red" }),
        })
      }
    >
      {t("retryFailed", { count: failed })}
    </Button>
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
