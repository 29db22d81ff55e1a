import { ActionIcon, Group, RingProgress, Text, ThemeIcon } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleDashed,
  IconCopy,
  IconRefresh,
  IconX,
} from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Sending, type Status, uploads } from "../api/queue";
import { useUploadWords } from "./upload-words";
import classes from "./uploads.module.css";

const ROW = 52;
/** What needs somebody comes first, then what is going on, then the rest. */
const ORDER: Record<Status, number> = {
  failed: 0,
  refused: 1,
  sending: 2,
  checking: 2,
  reading: 2,
  waiting: 3,
  looking: 3,
  known: 4,
  stopped: 4,
  left: 6,
  done: 5,
};

/** Every file, however many there are. */
export function UploadList({ items }: { items: readonly Sending[] }) {
  const { t } = useTranslation("uploads");
  const scrolled = useRef<HTMLElement>(null);
  const ordered = useMemo(
    () => [...items].sort((one, other) => ORDER[one.status] - ORDER[other.status] || one.id - other.id),
    [items],
  );
  const rows = useVirtualizer({
    count: ordered.length,
    getScrollElement: () => scrolled.current,
    estimateSize: () => ROW,
    overscan: 4,
    getItemKey: (index) => ordered[index]?.id ?? index,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className={classes.list} ref={scrolled} tabIndex={0} aria-label={t("files")}>
      <div className={classes.whole} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const one = ordered[row.index];
          if (!one) return null;
          const place = { height: ROW, transform: `translateY(${row.start}px)` };
          return (
            <div key={row.key} className={classes.row} style={place}>
              <File one={one} />
            </div>
          );
        })}
      </div>
    </section>
  );
}

function File({ one }: { one: Sending }) {
  const { t } = useTranslation("uploads");
  const words = useUploadWords();
  const over = ["done", "known", "refused", "left", "failed", "stopped"].includes(one.status);
  return (
    <>
      <div style={{ minWidth: 0 }}>
        <Text size="sm" truncate component="bdi" display="block" title={one.path}>
          {one.path}
        </Text>
        <Text size="xs" c="var(--portal-ink-soft)" truncate title={words.of(one)}>
          {words.of(one)}
        </Text>
      </div>
      <Text size="xs" c="var(--portal-ink-soft)" style={{ whiteSpace: "nowrap" }}>
        {words.size(one.file.size)}
      </Text>
      <Group gap={4} wrap="nowrap">
        <Sign one={one} />
        {one.status === "failed" && (
          <ActionIcon
            variant="subtle"
            aria-label={t("retryOne", { name: one.path })}
            onClick={() => uploads.retry(new Set([one.id]))}
          >
            <IconRefresh size={16} aria-hidden />
          </ActionIcon>
        )}
        {!over && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("stopOne", { name: one.path })}
            onClick={() => uploads.stop(one.id)}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
    </>
  );
}

function Sign({ one }: { one: Sending }) {
  const share = one.file.size > 0 ? (one.sent / one.file.size) * 100 : 0;
  if (one.status === "sending" || one.status === "checking") {
    return <RingProgress size={28} thickness={3} sections={[{ value: share, color: "pine" }]} aria-hidden />;
  }
  const [Icon, colour] = SIGNS[one.status] ?? ([IconCircleDashed, "gray"] as const);
  return (
    <ThemeIcon variant="light" color={colour} radius="xl" size={28} aria-hidden>
      <Icon size={16} />
    </ThemeIcon>
  );
}

const SIGNS: Partial<Record<Status, readonly [typeof IconCheck, string]>> = {
  done: [IconCheck, "pine"],
  known: [IconCopy, "gray"],
  refused: [IconAlertTriangle, "amber"],
  failed: [IconAlertTriangle, "red"],
};
