import { Button, Group, Stack, Switch } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/section";
import { Empty, Failed, Loading } from "@/components/told";
import { useWhose, WhoseChoice } from "@/components/whose";
import { useAlerts } from "../api/office";
import { AlertList } from "./alert-list";

/** All alarms, those that go on first. */
export function AlertsView() {
  const { t } = useTranslation("office");
  const [open, setOpen] = useState(true);
  const franchise = useWhose();
  const alerts = useAlerts(open, franchise);
  const found = alerts.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section
      title={t("views.alerts")}
      actions={
        <Group>
          <WhoseChoice all={t("audit.all")} />
          <Switch
            label={t("alerts.open")}
            checked={open}
            onChange={(event) => setOpen(event.currentTarget.checked)}
          />
        </Group>
      }
    >
      <Stack>
        {alerts.isError && <Failed error={alerts.error} again={() => void alerts.refetch()} />}
        {alerts.isPending && <Loading />}
        {alerts.isSuccess && found.length === 0 && (
          <Empty icon={IconCircleCheck} title={t("alerts.none.title")} text={t("alerts.none.text")} />
        )}
        <AlertList alerts={found} />
        {alerts.hasNextPage && (
          <Button
            variant="default"
            loading={alerts.isFetchingNextPage}
            onClick={() => void alerts.fetchNextPage()}
          >
            {t("more")}
          </Button>
        )}
      </Stack>
    </Section>
  );
}
