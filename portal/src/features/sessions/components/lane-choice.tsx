import { Radio, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { promised } from "@/components/time-left";
import { LANES, type Lane } from "../api/filters";
import { useLanes } from "../api/lanes";

interface LaneChoiceProps {
  lane: Lane | null;
  choose(lane: Lane): void;
}

/** The lanes, each with what it promises. */
export function LaneChoice({ lane, choose }: LaneChoiceProps) {
  const { t, i18n } = useTranslation("sessions");
  const words = useTranslation("studio").t;
  const lanes = useLanes();
  return (
    <Radio.Group aria-label={t("lane.title")} value={lane ?? ""} onChange={(value) => choose(value as Lane)}>
      <Stack gap="xs">
        {LANES.map((one) => {
          const promise = lanes.data?.find(({ name }) => name === one)?.promise_s;
          return (
            <Radio
              key={one}
              value={one}
              label={words(`lanes.${one}`)}
              description={promise && t("promise", { span: promised(i18n.language, promise) })}
            />
          );
        })}
      </Stack>
    </Radio.Group>
  );
}
