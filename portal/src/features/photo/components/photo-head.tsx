import { ActionIcon, Anchor, Badge, Button, Group, Text, Title, Tooltip } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconPlayerStop,
  IconRefresh,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/components/problem-text";
import { type Photo, useNeighbours, usePhotoAct, useSessionOf } from "../api/photo";
import { DecideBar } from "./decide-bar";

const RETRIED = ["failed", "rejected", "cancelled"];
const CANCELLED = ["uploading", "received", "queued", "failed"];
const COLOURS: Partial<Record<Photo["state"], string>> = {
  published: "pine",
  delivered: "pine",
  in_review: "amber",
  retake: "red",
  rejected: "red",
  failed: "red",
};

/** What photo this is, where it stands, what can be done, and the way to the next. */
export function PhotoHead({ photo }: { photo: Photo }) {
  const { t } = useTranslation("photo");
  const words = useTranslation("studio").t;
  const text = useProblemText();
  const session = useSessionOf(photo);
  const { data: near } = useNeighbours(photo);
  const act = usePhotoAct(photo.id);
  const ways = [
    { name: "previous", icon: IconChevronLeft, to: near?.before },
    { name: "next", icon: IconChevronRight, to: near?.after },
  ] as const;
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="sm">
        <div>
          <Title order={1} size="h3">
            <bdi>{photo.filename}</bdi>
          </Title>
          <Text size="sm" c="var(--portal-ink-soft)">
            <Anchor component={Link} to={`/sessions/${photo.session}`} size="sm">
              <bdi>{session.data?.name ?? t("head.session")}</bdi>
            </Anchor>
            {near && near.at > 0 && ` · ${t("head.place", { at: near.at, all: near.all })}`}
          </Text>
        </div>
        <Badge variant="light" color={COLOURS[photo.state] ?? "gray"} size="lg" tt="none">
          {words(`states.${photo.state}`)}
        </Badge>
      </Group>
      <Group gap="xs">
        {act.isError && (
          <Text size="sm" c="red" role="alert">
            {text(act.error)}
          </Text>
        )}
        <DecideBar photo={photo} />
        {RETRIED.includes(photo.state) && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={18} aria-hidden />}
            loading={act.isPending}
            onClick={() => act.mutate({ act: "retry" })}
          >
            {t("head.retry")}
          </Button>
        )}
        {CANCELLED.includes(photo.state) && (
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={18} aria-hidden />}
            loading={act.isPending}
            onClick={() => act.mutate({ act: "cancel" })}
          >
            {t("head.cancel")}
          </Button>
        )}
        {photo.edits > 0 && (
          <Button
            component="a"
            variant="default"
            leftSection={<IconDownload size={18} aria-hidden />}
            href={`/v1/photos/${photo.id}/edited`}
            download
          >
            {t("head.download")}
          </Button>
        )}
        <Group gap={4} role="group" aria-label={t("head.ways")}>
          {ways.map(({ name, icon: Sign, to }) =>
            to ? (
              <Tooltip key={name} label={t(`head.${name}`)}>
                <ActionIcon
                  component={Link}
                  to={`/photos/${to.id}`}
                  variant="default"
                  size="lg"
                  aria-label={t(`head.${name}`)}
                >
                  <Sign size={18} aria-hidden />
                </ActionIcon>
              </Tooltip>
            ) : (
              <ActionIcon key={name} variant="default" size="lg" disabled aria-label={t(`head.${name}`)}>
                <Sign size={18} aria-hidden />
              </ActionIcon>
            ),
          )}
        </Group>
      </Group>
    </Group>
  );
}
