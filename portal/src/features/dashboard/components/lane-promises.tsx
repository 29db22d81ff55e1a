import { Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import type { Metrics } from "../api/metrics";

type Lane = Schemas["Lane"];

/** How many of each lane's promises were kept. */
export function LanePromises({ lanes }: { lanes: Metrics["lanes"] }) {
  const { t, i18n } = useTranslation("dashboard");
  const words = useTranslation("studio").t;
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 1 });
  if (lanes.every((one) => one.promised === 0)) {
    return <Text c="var(--portal-ink-soft)">{t("lanes.none")}</Text>;
  }
  return (
    <Stack gap="md" maw={560}>
      {lanes.map(({ name, kept, promised }) => {
        const lane = words(`lanes.${name as Lane}`);
        const said =
          promised === 0
            ? t("lanes.nothing")
            : t("lanes.kept", { kept, promised, rate: percent.format(kept / promised) });
        return (
          <div key={name}>
            <Text size="sm">
              <b>{lane}</b> {said}
            </Text>
            {promised > 0 && (
              <Progress
                mt={4}
                value={(100 * kept) / promised}
                color={kept === promised ? "pine" : "amber"}
                aria-label={`${lane}: ${said}`}
              />
            )}
          </div>
        );
      })}
    </Stack>
  );
}
