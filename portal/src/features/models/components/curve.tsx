import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Charted } from "@/features/dashboard/components/charted";
import { type Accuracy, useNames } from "../api/models";
import { useShares } from "./shares";

const HEIGHT = 240;
// read as one picture, and row by row in the table behind it
const QUIET = { accessibilityLayer: false };

/** What people gave to photos by their score, and agreement by month and franchise. */
export function Curve({ bins, groups }: { bins: Accuracy["calibration"]; groups: Accuracy["groups"] }) {
  const { t, i18n } = useTranslation("models");
  const { share } = useShares();
  const named = useNames();
  const stars = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  const data = bins.map((one) => ({
    score: `${one.score_from}–${one.score_to}`,
    stars: one.mean_stars,
    n: one.n,
  }));
  const months = groups.map((one) => ({
    what: `${one.month} · ${one.franchise} · ${named(one.model)}`,
    share: one.within_one_star,
    n: one.rated,
  }));
  return (
    <Stack gap="xl" mt="xl">
      <Charted
        title={t("curve.title")}
        columns={[t("curve.score"), t("curve.stars"), t("curve.ratings")]}
        rows={data.map((one) => [one.score, stars.format(one.stars), one.n])}
        none={t("nothing")}
      >
        <BarChart
          h={HEIGHT}
          data={data}
          dataKey="score"
          valueFormatter={(value) => stars.format(value)}
          yAxisProps={{ domain: [0, 5], ticks: [0, 1, 2, 3, 4, 5], interval: 0 }}
          series={[{ name: "stars", label: t("curve.stars"), color: "var(--mantine-primary-color-filled)" }]}
          maxBarWidth={56}
          barChartProps={QUIET}
        />
      </Charted>
      <Charted
        title={t("curve.groups")}
        columns={[t("curve.group"), t("agreement.within"), t("curve.ratings")]}
        rows={months.map((one) => [one.what, share(one.share), one.n])}
        none={t("nothing")}
      >
        <BarChart
          h={Math.max(HEIGHT, 28 * months.length)}
          data={months}
          dataKey="what"
          orientation="vertical"
          valueFormatter={share}
          xAxisProps={{ domain: [0, 1], tickFormatter: share }}
          yAxisProps={{ width: 190 }}
          series={[
            { name: "share", label: t("agreement.within"), color: "var(--mantine-primary-color-filled)" },
          ]}
          maxBarWidth={24}
          barChartProps={QUIET}
        />
      </Charted>
    </Stack>
  );
}
