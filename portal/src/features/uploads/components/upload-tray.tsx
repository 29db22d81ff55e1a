import { Progress, Stack, Text } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useUploads } from "../api/use-uploads";
import { useUploadWords } from "./upload-words";
import classes from "./uploads.module.css";

/** Uploads that go on while another page is looked at; leads back to them. */
export function UploadTray() {
  const { t } = useTranslation("uploads");
  const { items, summary } = useUploads();
  const { pathname } = useLocation();
  const words = useUploadWords();
  const apart = words.apart(summary);
  const going = items.find((one) => !["done", "known", "refused", "left", "stopped"].includes(one.status));
  if (!going || pathname === `/sessions/${going.session}`) return null;
  return (
    <Link
      to="/sessions/$session"
      params={{ session: String(going.session) }}
      className={classes.tray}
      aria-label={t("back")}
    >
      <Stack gap={6}>
        <Text size="sm" fw={600}>
          {words.headline(summary)}
        </Text>
        <Progress
          size="xs"
          aria-label={t("title")}
          color={summary.held ? "amber" : "pine"}
          value={summary.bytes > 0 ? (summary.sent / summary.bytes) * 100 : 0}
        />
        {apart && (
          <Text size="xs" c="var(--portal-ink-soft)">
            {apart}
          </Text>
        )}
        {summary.held && <Text size="xs">{t(`heldShort.${summary.held}`)}</Text>}
      </Stack>
    </Link>
  );
}
