import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { spanOf } from "@/components/time-left";
import { Failed, Loading } from "@/components/told";
import { type Asked, useReviewFigures } from "../api/metrics";
import classes from "./figures.module.css";

/** What people looked at: how much waits, how much they approve, how long it takes. */
export function ReviewFigures({ asked }: { asked: Asked }) {
  const { t, i18n } = useTranslation("dashboard");
  const figures = useReviewFigures(asked);
  if (figures.isLoadingError) return <Failed error={figures.error} again={() => void figures.refetch()} />;
  if (figures.isPending) return <Loading />;
  const told = figures.data;
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 1 });
  const share = (value: number | null) => (value === null ? t("nothing") : percent.format(value));
  const lines = [
    {
      name: t("review.waiting"),
      value: told.waiting,
      more: told.overdue ? t("review.overdue", { count: told.overdue }) : t("review.inTime"),
    },
    {
      name: t("review.auto"),
      value: share(told.auto_publish_rate),
      more: t("review.of", { n: told.auto_published, all: told.decided }),
    },
    {
      name: t("review.approved"),
      value: share(told.approval_rate),
      more: t("review.of", { n: told.approved, all: told.reviewed }),
    },
    { name: t("review.again"), value: `${told.re_edited} / ${told.retakes}` },
    {
      name: t("review.median"),
      value:
        told.median_review_s === null
          ? t("nothing")
          : spanOf(i18n.language, Math.round(told.median_review_s)),
    },
    { name: t("review.promise"), value: share(told.within_promise) },
  ];
  return (
    <dl className={classes.grid}>
      {lines.map(({ name, value, more }) => (
        <div key={name} className={classes.metric}>
          <Text component="dt" size="sm" fw={500}>
            {name}
          </Text>
          <dd className={classes.metric}>
            <div className={classes.value}>{value}</div>
            {more && (
              <Text size="xs" className={classes.soft}>
                {more}
              </Text>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
