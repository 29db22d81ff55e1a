import { Badge, Checkbox, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFranchiseName } from "@/components/for-whom";
import { StateStrip } from "@/components/state-strip";
import { SETTLED, type State } from "@/components/states";
import { TimeLeft } from "@/components/time-left";
import { totalOf } from "../api/counts";
import type { Session } from "../api/sessions";
import { SessionCover } from "./session-cover";
import { useSessionName } from "./session-name";
import classes from "./sessions.module.css";

const ROW = 84;

interface SessionListProps {
  sessions: readonly Session[];
  /** Where several can be chosen. */
  choosing?: { chosen: ReadonlySet<number>; choose(session: number): void };
}

/** Sessions as lines, however many there are. */
export function SessionList({ sessions, choosing }: SessionListProps) {
  const { t } = useTranslation("sessions");
  const nameOf = useSessionName();
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const rows = useWindowVirtualizer({
    count: sessions.length,
    estimateSize: () => ROW,
    overscan: 6,
    scrollMargin: top,
    getItemKey: (index) => sessions[index]?.id ?? index,
  });
  return (
    <ul ref={list} className={classes.list} style={{ height: rows.getTotalSize() }} aria-label={t("title")}>
      {rows.getVirtualItems().map((row) => {
        const one = sessions[row.index];
        return (
          one && (
            <li
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
              className={classes.item}
              data-choosing={choosing !== undefined || undefined}
              style={{ transform: `translateY(${row.start - top}px)` }}
            >
              {choosing && (
                <Checkbox
                  className={classes.pick}
                  size="md"
                  aria-label={t("many.choose", { name: nameOf(one) })}
                  checked={choosing.chosen.has(one.id)}
                  onChange={() => choosing.choose(one.id)}
                />
              )}
              <Line session={one} />
            </li>
          )
        );
      })}
    </ul>
  );
}

function Line({ session }: { session: Session }) {
  const { t, i18n } = useTranslation("sessions");
  const words = useTranslation("studio").t;
  const franchise = useFranchiseName()(session.franchise);
  const name = useSessionName()(session);
  const counts = session.counts ?? {};
  const open = Object.keys(counts).some((state) => (counts[state] ?? 0) > 0 && !SETTLED.has(state as State));
  // a day is a day wherever it is looked at
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeZone: "UTC" });
  const deadline = session.next_deadline ?? (open ? session.due_at : null);
  return (
    <Link to="/sessions/$session" params={{ session: String(session.id) }} className={classes.line}>
      <SessionCover cover={session.cover ?? null} />
      <div className={classes.name}>
        <Text fw={650} truncate>
          <bdi>{name}</bdi>
        </Text>
        <Text size="sm" c="var(--portal-ink-soft)" truncate>
          {day.format(new Date(session.day))}
          {session.customer_name && !session.erased_at && (
            <>
              {" · "}
              <bdi>{session.customer_name}</bdi>
            </>
          )}
          {franchise && (
            <>
              {" · "}
              <bdi>{franchise}</bdi>
            </>
          )}
        </Text>
      </div>
      <div className={classes.progress}>
        <StateStrip counts={counts} />
      </div>
      <div className={classes.end}>
        <Group gap="sm" wrap="nowrap">
          {deadline && !session.cancelled && <TimeLeft deadline={deadline} />}
        </Group>
        <Group gap={6} className={classes.marks} wrap="nowrap">
          {session.cancelled ? (
            <Badge variant="light" color="gray">
              {t("cancelled")}
            </Badge>
          ) : (
            <Badge variant="light" color={session.lane === "vip" ? "amber" : "gray"}>
              {words(`lanes.${session.lane}`)}
            </Badge>
          )}
          <Text size="sm" c="var(--portal-ink-soft)" className={classes.number}>
            {t("count", { count: totalOf(counts) })}
          </Text>
        </Group>
      </div>
    </Link>
  );
}
