import { Anchor, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { serverNow } from "@/api/clock";
import { type Counts, StateStrip } from "@/components/state-strip";
import { TimeLeft } from "@/components/time-left";
import { Failed, Loading } from "@/components/told";
import { todayIn } from "@/features/sessions/api/zoned";
import { useDay, useSummary } from "../api/metrics";
import { progressOf } from "../api/progress";

const SHOWN = 6;
const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);

interface TodayProps {
  franchise: string | null;
  timeZone: string;
}

/** Today's sessions, the earliest promise first, and how today's promises stand. */
export function Today({ franchise, timeZone }: TodayProps) {
  const { t } = useTranslation("dashboard");
  const words = useTranslation("studio").t;
  const day = todayIn(timeZone, serverNow());
  const sessions = useDay(day, franchise);
  const summary = useSummary(franchise);
  const failed = sessions.error ?? summary.error;
  if (failed) return <Failed error={failed} again={() => void sessions.refetch()} />;
  if (!sessions.data || !summary.data) return <Loading />;
  const booked = sessions.data.items.filter((one) => !one.cancelled);
  const lanes = summary.data.lanes;
  const missed = sum(lanes.map((one) => one.missed_today));
  const sorted = [...booked].sort((one, other) => (one.due_at ?? "z").localeCompare(other.due_at ?? "z"));
  return (
    <Stack gap="lg">
      <Group gap="xl">
        <Text fw={600}>{t("today.sessions", { count: booked.length })}</Text>
        <Text>{t("today.published", { count: sum(lanes.map((one) => one.published_today)) })}</Text>
        <Text>{t("today.waiting", { count: sum(lanes.map((one) => one.waiting + one.editing)) })}</Text>
        <Text
          fw={missed ? 600 : 400}
          c={missed ? "light-dark(var(--mantine-color-red-9), var(--mantine-color-red-4))" : "inherit"}
        >
          {missed ? t("today.missed", { count: missed }) : t("today.kept")}
        </Text>
      </Group>
      {booked.length === 0 && <Text c="var(--portal-ink-soft)">{t("today.none")}</Text>}
      {sorted.slice(0, SHOWN).map((one) => {
        const counts: Counts = one.counts ?? {};
        const { done, all, open, stuck } = progressOf(counts);
        return (
          <div key={one.id}>
            <Group justify="space-between" gap="0 md">
              <Anchor component={Link} to={`/sessions/${one.id}`} fw={600} truncate maw="100%">
                <bdi>{one.name}</bdi>
              </Anchor>
              <Group gap="md" wrap="nowrap">
                <Text size="sm">
                  {[
                    t("today.done", { done, all }),
                    ...stuck.map((state) => words(`counted.${state}`, { count: counts[state] ?? 0 })),
                  ].join(" · ")}
                </Text>
                {one.due_at && open > 0 && <TimeLeft deadline={one.due_at} />}
              </Group>
            </Group>
            <div style={{ marginTop: 4 }}>
              <StateStrip counts={counts} words={false} />
            </div>
          </div>
        );
      })}
      {booked.length > SHOWN && (
        <Anchor component={Link} to={`/sessions?from=${day}&to=${day}`} size="sm">
          {t("today.more")}
        </Anchor>
      )}
    </Stack>
  );
}
