import { Text } from "@mantine/core";
import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Metric } from "../api/metrics";
import { useBounds, useFigure } from "./figures";
import classes from "./figures.module.css";

const SIGNS = {
  good: IconCircleCheck,
  warn: IconAlertTriangle,
  bad: IconAlertOctagon,
  no_data: IconCircleDashed,
};

/** What all franchises have together, whoever asks. */
const SHARED: readonly Metric["name"][] = ["api_p95_ms", "worker_use"];

/** What somebody should know before they act on a figure. */
function aside({ name, status }: Metric, franchise: string | null): "shared" | "quiet" | undefined {
  if (franchise && SHARED.includes(name)) return "shared";
  if (name === "photos_per_hour" && (status === "warn" || status === "bad")) return "quiet";
  return undefined;
}

interface KeyMetricProps {
  metric: Metric;
  franchise: string | null;
}

/** One of the eight key figures: its value, whether it is as it should be, and what it was before. */
export function KeyMetric({ metric, franchise }: KeyMetricProps) {
  const { t, i18n } = useTranslation("dashboard");
  const say = useFigure()(metric.unit);
  const bounds = useBounds();
  const { value, previous, low, high, status, samples } = metric;
  const Sign = SIGNS[status];
  const told = aside(metric, franchise);
  const before =
    value === null || previous === null
      ? t("metrics.noBefore")
      : t("metrics.before", { value: say(previous), change: say(value - previous, { signed: true }) });
  return (
    <div className={classes.metric}>
      <Text component="dt" size="sm" fw={500}>
        {t(`metrics.${metric.name}`)}
      </Text>
      <dd className={classes.metric}>
        <div className={classes.value}>{value === null ? t("nothing") : say(value)}</div>
        <span className={`${classes.status} ${classes[status]}`}>
          <Sign size={16} aria-hidden />
          {t(`status.${status}`)}
        </span>
        <Text size="xs" mt={6}>
          {before}
        </Text>
        <Text size="xs" className={classes.soft}>
          {t("metrics.target", { bounds: bounds(metric.target, say) })}
          <br />
          {t("metrics.alert", { bounds: bounds(metric.alert, say) })}
          {low !== null && high !== null && (
            <>
              <br />
              {t("metrics.likely", { low: say(low), high: say(high) })}
            </>
          )}
          <br />
          {t("metrics.samples", { n: new Intl.NumberFormat(i18n.language).format(samples) })}
          {told && (
            <>
              <br />
              {t(`metrics.${told}`)}
            </>
          )}
        </Text>
      </dd>
    </div>
  );
}
