import { Button, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/section";
import { Failed } from "@/components/told";
import { useAlerts } from "@/features/office/api/office";
import { AlertList } from "@/features/office/components/alert-list";

/** Alarms that go on; nothing where there are none. */
export function OpenAlerts({ franchise }: { franchise: string | undefined }) {
  const { t } = useTranslation("dashboard");
  const more = useTranslation("office").t("more");
  const alerts = useAlerts(true, franchise);
  const found = alerts.data?.pages.flatMap((page) => page.items) ?? [];
  if (!alerts.isError && found.length === 0) return null;
  return (
    <Section title={t("alerts.title")}>
      <Stack>
        {alerts.isError && <Failed error={alerts.error} again={() => void alerts.refetch()} />}
        {found.length > 0 && <AlertList alerts={found} />}
        {alerts.hasNextPage && (
          <Button
            variant="default"
            loading={alerts.isFetchingNextPage}
            onClick={() => void alerts.fetchNextPage()}
          >
            {more}
          </Button>
        )}
      </Stack>
    </Section>
  );
}
