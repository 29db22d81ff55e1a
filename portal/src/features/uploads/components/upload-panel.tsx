import { ActionIcon, Alert, Button, Group, Progress, Stack, Text, Tooltip } from "@mantine/core";
import {
  IconCloudOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconSelector,
  IconX,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Summary, uploads } from "../api/queue";
import { useUploads } from "../api/use-uploads";
import { UploadList } from "./upload-list";
import { useUploadWords } from "./upload-words";
import classes from "./uploads.module.css";

/** What is sent into a session: all of it as one bar, each file on demand, and what can be done about it. */
export function UploadPanel({ session }: { session: number }) {
  const { t } = useTranslation("uploads");
  const { items, summary } = useUploads(session);
  const words = useUploadWords();
  const attention = summary.counts.refused + summary.counts.failed;
  const [open, setOpen] = useState<boolean>();
  if (items.length === 0) return null;
  const listed = open ?? attention > 0;
  return (
    <section className={classes.panel} aria-label={t("title")}>
      <Stack gap="xs" p="md">
        <Group justify="space-between" wrap="nowrap">
          <Text fw={600} role="status">
            {words.headline(summary)}
          </Text>
          <Group gap={4} wrap="nowrap">
            <Actions summary={summary} session={session} />
            <Tooltip label={listed ? t("hideFiles") : t("showFiles")}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={listed ? t("hideFiles") : t("showFiles")}
                aria-expanded={listed}
                onClick={() => setOpen(!listed)}
              >
                <IconSelector size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Group>
        </Group>
        <Progress
          aria-label={t("title")}
          value={summary.bytes > 0 ? (summary.sent / summary.bytes) * 100 : 100}
          color={summary.held ? "amber" : "pine"}
          size="sm"
        />
        <Text size="sm" c="var(--portal-ink-soft)">
          {words.details(summary)}
        </Text>
        {summary.held && (
          <Alert color="amber" icon={<IconCloudOff aria-hidden />} role="status" py="xs">
            {t(`held.${summary.held}`)}
          </Alert>
        )}
      </Stack>
      {listed && <UploadList items={items} />}
    </section>
  );
}

function Actions({ summary, session }: { summary: Summary; session: number }) {
  const { t } = useTranslation("uploads");
  return (
    <>
      {summary.counts.failed > 0 && (
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={() => uploads.retry()}
        >
          {t("retry")}
        </Button>
      )}
      {summary.busy &&
        (summary.paused ? (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconPlayerPlay size={14} aria-hidden />}
            onClick={() => uploads.resume()}
          >
            {t("resume")}
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlayerPause size={14} aria-hidden />}
            onClick={() => uploads.pause()}
          >
            {t("pause")}
          </Button>
        ))}
      {!summary.busy && (
        <Tooltip label={t("clear")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("clear")}
            onClick={() => uploads.clear(session)}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}
