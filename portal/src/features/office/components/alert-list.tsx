import { Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertOctagon, IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMoment } from "@/components/moment";
import { Failed } from "@/components/told";
import { useWhose } from "@/components/whose";
import { useWho } from "@/features/history/components/who";
import { type Alert, useAcknowledge } from "../api/office";
import { useAlertMessage } from "./alert-message";
import classes from "./alerts.module.css";

/** Alarms: what is wrong, since when, what to do, and who sees to it. */
export function AlertList({ alerts }: { alerts: Alert[] }) {
  const acknowledge = useAcknowledge();
  return (
    <Stack gap={0} component="ul" className={classes.list}>
      {acknowledge.isError && <Failed error={acknowledge.error} />}
      {alerts.map((one) => (
        <OneAlert
          key={one.id}
          alert={one}
          saying={acknowledge.isPending && acknowledge.variables === one.id}
          onSeen={() => acknowledge.mutate(one.id)}
        />
      ))}
    </Stack>
  );
}

interface OneAlertProps {
  alert: Alert;
  saying: boolean;
  onSeen: () => void;
}

function OneAlert({ alert, saying, onSeen }: OneAlertProps) {
  const { t } = useTranslation("office");
  const whose = useWhose();
  const said = useAlertMessage();
  const who = useWho();
  // where it is about all of them, each is by the clock of its own
  const moment = useMoment("second", whose === undefined);
  const Sign = alert.severity === "critical" ? IconAlertOctagon : IconAlertTriangle;
  const title = t(`kinds.${alert.kind}.title`);
  return (
    <li className={classes.alert}>
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} maw={760}>
          <Group gap="xs">
            <span className={`${classes.severity} ${classes[alert.severity]}`}>
              <Sign size={18} aria-hidden />
              {t(`alerts.${alert.severity}`)}
            </span>
            <Text fw={650}>{title}</Text>
            <Text size="sm" c="var(--portal-ink-soft)">
              {!whose && `${alert.franchise ?? t("alerts.whole")}, `}
              {t("alerts.since", { at: moment(alert.at, alert.franchise) })}
            </Text>
          </Group>
          <Text size="sm">{said(alert.message)}</Text>
          <Text size="sm" c="var(--portal-ink-soft)">
            {t(`kinds.${alert.kind}.todo`)}
          </Text>
        </Stack>
        {alert.closed_at && (
          <Text size="sm">{t("alerts.over", { at: moment(alert.closed_at, alert.franchise) })}</Text>
        )}
        {!alert.closed_at && alert.acknowledged_by && (
          <Text size="sm" fw={600}>
            <IconCheck size={14} aria-hidden /> {t("alerts.known", { who: who(alert.acknowledged_by) })}
          </Text>
        )}
        {!alert.closed_at && !alert.acknowledged_by && (
          <Button
            variant="default"
            size="xs"
            loading={saying}
            aria-label={t("alerts.acknowledgeOf", { what: title })}
            onClick={onSeen}
          >
            {t("alerts.acknowledge")}
          </Button>
        )}
      </Group>
    </li>
  );
}
