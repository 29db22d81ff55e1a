import { Anchor, Badge, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconCameraRotate, IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFranchiseName } from "@/components/for-whom";
import { useMoment } from "@/components/moment";
import { StateStrip } from "@/components/state-strip";
import { SETTLED, STUCK } from "@/components/states";
import { promised, TimeLeft } from "@/components/time-left";
import { useCustomerName } from "@/features/customers/components/customer-name";
import type { Found } from "@/features/uploads/api/gather";
import { ChooseFiles } from "@/features/uploads/components/choose-files";
import { useLanes } from "../api/lanes";
import type { Photo } from "../api/photos";
import { type Session, useBookingType } from "../api/sessions";
import { SessionMenu } from "./session-menu";
import { useSessionName } from "./session-name";
import classes from "./sessions.module.css";

interface SessionHeadProps {
  session: Session;
  photos: readonly Photo[];
  take(found: Found): void;
}

/** What a session is, what it was promised, and what can be done with all of it. */
export function SessionHead({ session, photos, take }: SessionHeadProps) {
  const { t, i18n } = useTranslation("sessions");
  const type = useBookingType(session.booking_type).data;
  const moment = useMoment("minute");
  const name = useSessionName()(session);
  const customerName = useCustomerName();
  const franchise = useFranchiseName()(session.franchise);
  const again = photos.filter((photo) => photo.state === "rejected" || photo.state === "retake").length;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "full", timeZone: "UTC" });
  return (
    <Stack gap="sm">
      <Anchor component={Link} to="/sessions" size="sm" c="var(--portal-ink-soft)" w="fit-content">
        <Group gap={4} wrap="nowrap">
          <IconArrowLeft size={16} aria-hidden />
          {t("title")}
        </Group>
      </Anchor>
      <Group justify="space-between" align="flex-start">
        <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
          <Group gap="sm">
            <Title order={1} size="h2">
              <bdi>{name}</bdi>
            </Title>
            {session.cancelled && (
              <Badge variant="light" color="gray">
                {t("cancelled")}
              </Badge>
            )}
          </Group>
          <div className={classes.meta}>
            <span>{day.format(new Date(session.day))}</span>
            {franchise && <bdi>{franchise}</bdi>}
            {type && <bdi>{type.name}</bdi>}
            {session.customer && (
              <Link to="/customers/$customer" params={{ customer: String(session.customer) }}>
                <bdi>
                  {customerName({
                    id: session.customer,
                    name: session.customer_name ?? `#${session.customer}`,
                    erased_at: session.erased_at ?? null,
                  })}
                </bdi>
              </Link>
            )}
            {session.due_at && <span>{t("due", { when: moment(session.due_at, session.franchise) })}</span>}
          </div>
        </div>
        <Group gap="xs">
          {again > 0 && (
            <Button
              component={Link}
              to={`/sessions/${session.id}/retakes`}
              variant="default"
              leftSection={<IconCameraRotate size={18} aria-hidden />}
            >
              {t("retakes.open", { count: again })}
            </Button>
          )}
          <SessionMenu session={session} />
          <ChooseFiles take={take} disabled={session.cancelled} />
        </Group>
      </Group>
      <Promised session={session} photos={photos} />
      <StateStrip counts={session.counts ?? {}} words={false} />
    </Stack>
  );
}

function Promised({ session, photos }: { session: Session; photos: readonly Photo[] }) {
  const { t, i18n } = useTranslation("sessions");
  const words = useTranslation("studio").t;
  const lanes = useLanes();
  const promise = lanes.data?.find((one) => one.name === session.lane)?.promise_s;
  const { next, open, missed, stuck } = useMemo(() => outlook(photos), [photos]);
  return (
    <Group gap="lg">
      <Text size="sm">
        <Text span fw={600}>
          {words(`lanes.${session.lane}`)}
        </Text>
        {promise !== undefined && ` · ${t("promise", { span: promised(i18n.language, promise) })}`}
      </Text>
      {next && <TimeLeft deadline={next} />}
      {missed > 0 && (
        <Text size="sm" fw={600}>
          {t("missed", { count: missed })}
        </Text>
      )}
      {photos.length > stuck && open === 0 && missed === 0 && (
        <Group gap={4} wrap="nowrap">
          <IconCircleCheck size={16} aria-hidden style={{ flex: "none" }} />
          <Text size="sm">{stuck > 0 ? t("restInTime", { count: stuck }) : t("allInTime")}</Text>
        </Group>
      )}
    </Group>
  );
}

interface Outlook {
  next: string | undefined;
  open: number;
  missed: number;
  stuck: number;
}

/** The earliest deadline of what is not finished, how many that are, were late, and wait for a person. */
function outlook(photos: readonly Photo[]): Outlook {
  let next: string | undefined;
  let open = 0;
  let missed = 0;
  let stuck = 0;
  for (const photo of photos) {
    if (photo.missed_at) missed += 1;
    if (STUCK.has(photo.state)) stuck += 1;
    if (SETTLED.has(photo.state)) continue;
    open += 1;
    if (photo.deadline && (!next || photo.deadline < next)) next = photo.deadline;
  }
  return { next, open, missed, stuck };
}
