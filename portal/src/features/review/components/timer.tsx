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

/** How long is left of the promise that somebody looks within an hour. ahead: the service's clock less this one's, ms. */
export function Timer({ due, franchise, ahead }: { due: string; franchise: string; ahead: number }) {
  const { t } = useTranslation("review");
  const moment = useMoment("weekday");
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), AGAIN_MS, { autoInvoke: true });
  const minutes = Math.floor((Date.parse(due) - now - ahead) / MINUTE_MS);
  const late = minutes < 0;
  const text = late
    ? t("timer.late", { count: -minutes })
    : minutes > LATER_MIN
      ? t("timer.by", { when: moment(due, franchise) })
      : t("timer.left", { count: minutes });
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
