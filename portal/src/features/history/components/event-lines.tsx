import { Stack, Switch, Text, Timeline } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMoment } from "@/components/moment";
import { type Line, useEventWords } from "./event-words";
import { useWho } from "./who";

interface EventLinesProps {
  lines: readonly Line[];
  /** Whether the lines are of many photos, so that each says of which it is. */
  numbered?: boolean;
}

/** What happened, in the order given: what, why, who and when. */
export function EventLines({ lines, numbered = false }: EventLinesProps) {
  const { t } = useTranslation("history");
  const words = useEventWords();
  const who = useWho();
  const moment = useMoment("second");
  if (lines.length === 0) return <Text size="sm">{t("none")}</Text>;
  return (
    <Timeline bulletSize={14} lineWidth={2} active={lines.length}>
      {lines.map((line) => {
        const why = words.why(line);
        return (
          <Timeline.Item
            key={line.id}
            title={
              <Text size="sm" fw={600}>
                {words.title(line)}
              </Text>
            }
          >
            <Stack gap={0}>
              {why && (
                <Text size="sm" style={{ overflowWrap: "anywhere" }}>
                  {why}
                </Text>
              )}
              <Text size="xs" c="var(--portal-ink-soft)">
                <bdi>{who(line.who)}</bdi> · <time dateTime={line.at}>{moment(line.at, line.franchise)}</time>
                {numbered && line.photo_number != null && ` · ${t("photo", { n: line.photo_number })}`}
              </Text>
            </Stack>
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}

interface ViewsSwitchProps {
  on: boolean;
  turn: (on: boolean) => void;
}

/** Looks at pictures are many, and bury what was decided: they are shown to who asks for them. */
export function ViewsSwitch({ on, turn }: ViewsSwitchProps) {
  const { t } = useTranslation("history");
  return (
    <Switch
      size="sm"
      checked={on}
      label={t("views")}
      onChange={(event) => turn(event.currentTarget.checked)}
    />
  );
}
