import { Radio, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LANES, type Lane } from "../api/filters";
import { usePromise } from "./lane-promise";

interface LaneChoiceProps {
  lane: Lane | null;
  choose(lane: Lane): void;
  /** What stands above it, where no heading does. */
  label?: string;
}

/** The lanes, each with what it promises. */
export function LaneChoice({ lane, choose, label }: LaneChoiceProps) {
  const { t } = useTranslation("sessions");
  const words = useTranslation("studio").t;
  const promiseOf = usePromise();
  return (
    <Radio.Group
      {...(label === undefined ? { "aria-label": t("lane.title") } : { label })}
      value={lane ?? ""}
      onChange={(value) => choose(value as Lane)}
    >
      <Stack gap="xs" mt={label === undefined ? 0 : 6}>
        {LANES.map((one) => (
          <Radio key={one} value={one} label={words(`lanes.${one}`)} description={promiseOf(one)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
