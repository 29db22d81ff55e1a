import { Group, SegmentedControl, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { dayAfter, PERIODS, type PeriodName } from "../api/period";

const route = getRouteApi("/inside/dashboard");

/** Which time is looked at; kept in the address, so that it can be sent to others. */
export function PeriodChoice({ today }: { today: string }) {
  const { t } = useTranslation("dashboard");
  const { period = "7", from, to } = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (chosen: { period?: PeriodName; from?: string; to?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...chosen }), replace: true });
  return (
    <Group gap="sm" align="flex-end">
      <SegmentedControl
        aria-label={t("period.label")}
        value={period}
        onChange={(chosen) =>
          choose(
            chosen === "own"
              ? { period: "own", from: from ?? dayAfter(today, -13), to: to ?? today }
              : { period: chosen as PeriodName },
          )
        }
        data={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
      />
      {period === "own" && (
        <>
          <TextInput
            type="date"
            label={t("period.from")}
            max={to}
            value={from ?? ""}
            onChange={(event) => choose({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t("period.to")}
            min={from}
            max={today}
            value={to ?? ""}
            onChange={(event) => choose({ to: event.currentTarget.value })}
          />
        </>
      )}
    </Group>
  );
}
