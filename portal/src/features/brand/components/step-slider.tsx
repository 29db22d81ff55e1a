import { ActionIcon, Group, Slider, Stack, Text } from "@mantine/core";
import { IconMinus, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface StepSliderProps {
  name: string;
  value: number;
  onChange: (value: number) => void;
  /** From minus this to plus this. */
  most: number;
  step: number;
  unit?: string;
}

/** A slider that buttons and keys move, too. */
export function StepSlider({ name, value, onChange, most, step, unit = "" }: StepSliderProps) {
  const { t, i18n } = useTranslation("brand");
  const number = new Intl.NumberFormat(i18n.language, {
    signDisplay: "exceptZero",
    maximumFractionDigits: 2,
  });
  const move = (by: number) =>
    onChange(Math.min(most, Math.max(-most, Math.round((value + by) / step) * step)));
  return (
    <Stack gap={2}>
      <Group justify="space-between">
        <Text size="sm" fw={500}>
          {name}
        </Text>
        <Text size="sm" style={{ fontVariantNumeric: "tabular-nums" }}>
          {number.format(value)} {unit}
        </Text>
      </Group>
      <Group gap="sm" wrap="nowrap">
        <ActionIcon variant="default" aria-label={t("styles.less", { name })} onClick={() => move(-step)}>
          <IconMinus size={16} aria-hidden />
        </ActionIcon>
        <Slider
          flex={1}
          min={-most}
          max={most}
          step={step}
          value={value}
          onChange={onChange}
          thumbLabel={name}
          label={null}
        />
        <ActionIcon variant="default" aria-label={t("styles.more", { name })} onClick={() => move(step)}>
          <IconPlus size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Stack>
  );
}
