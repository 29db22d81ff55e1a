import { Button, Stack } from "@mantine/core";
import { IconFileTypePdf, IconTableExport } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { serverNow } from "@/api/clock";
import { PageHead } from "@/components/page-head";
import { Section } from "@/components/section";
import { Failed, Loading } from "@/components/told";
import { useWhose, WhoseChoice } from "@/components/whose";
import { useStudio } from "@/features/sessions/api/sessions";
import { todayIn } from "@/features/sessions/api/zoned";
import { part } from "@/i18n/part";
import { fileOf, useMetrics } from "../api/metrics";
import { spanOf } from "../api/period";
import classes from "./figures.module.css";
import { KeyMetric } from "./key-metric";
import { LanePromises } from "./lane-promises";
import { OpenAlerts } from "./open-alerts";
import { PeriodChoice } from "./period-choice";
import { ReviewFigures } from "./review-figures";
import { Today } from "./today";

const Charts = part(() => import("./charts"), "Charts", "dashboard");
const route = getRouteApi("/inside/dashboard");

/** An owner's morning: what today holds, whether the figures are as they should be, and where they go. */
export function DashboardPage() {
  const { t } = useTranslation("dashboard");
  const search = route.useSearch();
  const franchise = useWhose() ?? null;
  // figures are the asker's own whatever is asked for; whose page it would be is not
  const studio = useStudio(franchise);
  const timeZone = studio.data?.timezone ?? "UTC";
  const asked = { franchise, ...spanOf(search, timeZone, serverNow()) };
  const metrics = useMetrics(asked);
  const wrong = studio.error ?? metrics.error;
  if (wrong) {
    return (
      <Stack gap="lg" maw={1280} mx="auto">
        <PageHead title={t("title")}>
          <WhoseChoice all={t("all")} />
        </PageHead>
        <Failed error={wrong} again={() => void Promise.all([studio.refetch(), metrics.refetch()])} />
      </Stack>
    );
  }
  return (
    <Stack gap={40} maw={1280} mx="auto">
      <PageHead title={t("title")}>
        <WhoseChoice all={t("all")} />
        <PeriodChoice today={todayIn(timeZone, serverNow())} />
        <Button
          component="a"
          href={fileOf("csv", asked)}
          variant="default"
          leftSection={<IconTableExport size={18} aria-hidden />}
        >
          {t("csv")}
        </Button>
        <Button
          component="a"
          href={fileOf("pdf", asked)}
          variant="default"
          leftSection={<IconFileTypePdf size={18} aria-hidden />}
        >
          {t("pdf")}
        </Button>
      </PageHead>
      <OpenAlerts franchise={franchise ?? undefined} />
      <Section title={t("today.title")}>
        <Today franchise={franchise} timeZone={timeZone} />
      </Section>
      {metrics.isPending && <Loading />}
      {metrics.data && (
        <>
          <Section title={t("metrics.title")}>
            <dl className={classes.grid}>
              {metrics.data.metrics.map((one) => (
                <KeyMetric key={one.name} metric={one} franchise={franchise} />
              ))}
            </dl>
          </Section>
          <Section title={t("review.title")}>
            <ReviewFigures asked={asked} />
          </Section>
          <Section title={t("lanes.title")}>
            <LanePromises lanes={metrics.data.lanes} />
          </Section>
          <Suspense fallback={<Loading />}>
            <Charts metrics={metrics.data} />
          </Suspense>
        </>
      )}
    </Stack>
  );
}
