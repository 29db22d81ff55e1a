import { useTranslation } from "react-i18next";
import { Facts } from "@/components/facts";
import { spanOf } from "@/components/time-left";
import { Failed, Loading } from "@/components/told";
import { type Asked, useReviewFigures } from "../api/metrics";

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
  return <Facts facts={lines} />;
}
