import { Stack, Text, Timeline } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMoment } from "@/components/moment";
import { Failed, Loading } from "@/components/told";
import { useHistory } from "../api/photo";
import { useWho } from "./who";

/** What happened to a photo: who, when, what; the newest first. */
export function HistoryPanel({ photo }: { photo: number }) {
  const words = useTranslation("studio").t;
  const who = useWho();
  const history = useHistory(photo);
  const moment = useMoment("second");
  if (history.isLoadingError) return <Failed error={history.error} again={() => void history.refetch()} />;
  if (!history.data) return <Loading />;
  const lines = history.data.toReversed();
  return (
    <Timeline bulletSize={14} lineWidth={2} active={lines.length}>
      {lines.map((line) => (
        <Timeline.Item
          key={line.id}
          title={
            <Text size="sm" fw={600}>
              {line.after && line.after !== line.before
                ? words(`states.${line.after as "published"}`)
                : line.why || line.kind}
            </Text>
          }
        >
          <Stack gap={0}>
            {line.after && line.after !== line.before && line.why && <Text size="sm">{line.why}</Text>}
            <Text size="xs" c="var(--portal-ink-soft)">
              {who(line.who)} · <time dateTime={line.at}>{moment(line.at, line.franchise)}</time>
            </Text>
          </Stack>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
