import { Badge } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import { IconAlarm, IconClock } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMoment } from "@/components/moment";

const MINUTE_MS = 60_000;
const SOON_MIN = 15;
const LATER_MIN = 90;
const AGAIN_MS = 10_000;

interface TimerProps {
  due: string;
  franchise: string;
  /** The service's clock less this one's, ms. */
  ahead: number;
  /** With the time of day, where there is room: another promise may stand beside it. */
  whole?: boolean;
}

/** How long is left of the promise that somebody looks within an hour; says that it is the review's. */
export function Timer({ due, franchise, ahead, whole = false }: TimerProps) {
  const { t } = useTranslation("review");
  const moment = useMoment("weekday");
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), AGAIN_MS, { autoInvoke: true });
  const minutes = Math.floor((Date.parse(due) - now - ahead) / MINUTE_MS);
  const late = minutes < 0;
  const left = late ? t("timer.late", { count: -minutes }) : t("timer.left", { count: minutes });
  const when = moment(due, franchise);
  const soon = minutes <= LATER_MIN;
  const text = !soon
    ? t("timer.by", { when })
    : whole
      ? t("timer.whole", { when, left })
      : t("timer.short", { left });
  const colour = late ? "red" : minutes < SOON_MIN ? "amber" : "gray";
  const Sign = late ? IconAlarm : IconClock;
  return (
    <Badge
      variant="light"
      color={colour}
      tt="none"
      // the rail is narrow, and half a time is none
      h="auto"
      styles={{ label: { whiteSpace: "normal" } }}
      leftSection={<Sign size={13} aria-hidden />}
    >
      {text}
    </Badge>
  );
}
