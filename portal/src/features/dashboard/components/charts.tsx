import "@mantine/charts/styles.css";
import { BarChart, LineChart } from "@mantine/charts";
import { useTranslation } from "react-i18next";
import { useAdvice } from "@/components/advice";
import type { Metrics } from "../api/metrics";
import { Charted } from "./charted";
import classes from "./figures.module.css";

const HEIGHT = 240;
// the picture is read as one, and the table behind it row by row: recharts' own keyboard layer would be a third way
const QUIET = { accessibilityLayer: false };
const FACTORS = ["edges", "light", "colour", "composition", "artifacts"] as const;
type Factor = (typeof FACTORS)[number];

function isFactor(name: string): name is Factor {
  return (FACTORS as readonly string[]).includes(name);
}

/** The period's figures as charts. */
export function Charts({ metrics }: { metrics: Metrics }) {
  return (
    <div className={classes.charts}>
      <Days metrics={metrics} />
      <Factors metrics={metrics} />
      <Rejections metrics={metrics} />
    </div>
  );
}

function useRound() {
  const { t, i18n } = useTranslation("dashboard");
  const format = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (value: number | null | undefined) => (value == null ? t("nothing") : format.format(value));
}

function Days({ metrics }: { metrics: Metrics }) {
  const { t, i18n } = useTranslation("dashboard");
  const round = useRound();
  const format = new Intl.DateTimeFormat(i18n.language, { day: "numeric", month: "short", timeZone: "UTC" });
  const happened = metrics.days.some((day) => day.received + day.published + day.rejected > 0);
  const days = (happened ? metrics.days : []).map((one) => ({
    ...one,
    day: format.format(new Date(one.day)),
    after_review: Math.max(one.published - one.auto_published, 0),
  }));
  const none = t("days.none");
  const shared = { h: HEIGHT, data: days, dataKey: "day", valueFormatter: (value: number) => round(value) };
  return (
    <>
      <Charted
        title={t("days.quality")}
        columns={[t("days.day"), t("days.score")]}
        rows={days.map((one) => [one.day, round(one.score_mean)])}
        none={none}
      >
        <LineChart
          {...shared}
          series={[
            { name: "score_mean", label: t("days.score"), color: "var(--mantine-primary-color-filled)" },
          ]}
          yAxisProps={{ domain: [60, 100] }}
          referenceLines={[{ y: 88, color: "gray.6", label: "88" }]}
          curveType="monotone"
          connectNulls={false}
          lineChartProps={QUIET}
        />
      </Charted>
      <Charted
        title={t("days.photos")}
        columns={[t("days.day"), t("days.auto"), t("days.reviewed"), t("days.rejected")]}
        rows={days.map((one) => [one.day, one.auto_published, one.after_review, one.rejected])}
        none={none}
      >
        <BarChart
          {...shared}
          type="stacked"
          withLegend
          series={[
            { name: "auto_published", label: t("days.auto"), color: "var(--mantine-primary-color-filled)" },
            { name: "after_review", label: t("days.reviewed"), color: "amber.4" },
            { name: "rejected", label: t("days.rejected"), color: "red.7" },
          ]}
          maxBarWidth={48}
          barChartProps={QUIET}
        />
      </Charted>
      <Charted
        title={t("days.time")}
        columns={[t("days.day"), t("days.median")]}
        rows={days.map((one) => [one.day, round(one.median_s)])}
        none={none}
      >
        <LineChart
          {...shared}
          series={[{ name: "median_s", label: t("days.median"), color: "amber.6" }]}
          curveType="monotone"
          connectNulls={false}
          lineChartProps={QUIET}
        />
      </Charted>
    </>
  );
}

function Factors({ metrics }: { metrics: Metrics }) {
  const { t } = useTranslation("dashboard");
  const round = useRound();
  const known = metrics.factors
    .filter((one) => one.mean !== null)
    .map((one) => ({ ...one, name: isFactor(one.name) ? t(`factors.${one.name}`) : one.name }));
  return (
    <Charted
      title={t("factors.title")}
      columns={[t("factors.factor"), t("factors.now"), t("factors.before")]}
      rows={known.map((one) => [one.name, round(one.mean), round(one.previous)])}
      none={t("days.none")}
    >
      <BarChart
        h={HEIGHT}
        data={known}
        dataKey="name"
        orientation="vertical"
        withLegend
        valueFormatter={round}
        xAxisProps={{ domain: [0, 100] }}
        yAxisProps={{ width: 96 }}
        series={[
          { name: "mean", label: t("factors.now"), color: "var(--mantine-primary-color-filled)" },
          { name: "previous", label: t("factors.before"), color: "gray.5" },
        ]}
        maxBarWidth={48}
        barChartProps={QUIET}
      />
    </Charted>
  );
}

function Rejections({ metrics }: { metrics: Metrics }) {
  const { t } = useTranslation("dashboard");
  const advice = useAdvice();
  const rows = metrics.rejections.map(({ code, count }) => ({
    cause: advice({ code, message: code }).title,
    count,
  }));
  return (
    <Charted
      title={t("rejections.title")}
      columns={[t("rejections.cause"), t("rejections.count")]}
      rows={rows.map((one) => [one.cause, one.count])}
      none={t("rejections.none")}
    >
      <BarChart
        h={HEIGHT}
        data={rows}
        dataKey="cause"
        orientation="vertical"
        yAxisProps={{ width: 140 }}
        xAxisProps={{ allowDecimals: false }}
        series={[{ name: "count", label: t("rejections.count"), color: "red.7" }]}
        maxBarWidth={48}
        barChartProps={QUIET}
      />
    </Charted>
  );
}
