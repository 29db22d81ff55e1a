import { ActionIcon, Button, Group, NativeSelect, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/section";
import type { BrandBody } from "../api/brand";
import { inUnit, isSide, SIDE, toMm, UNITS, type Unit } from "./units";

type Size = NonNullable<BrandBody["print_sizes"]>[number];
const MOST = 20;

/** Whether all of them say a name and a size that can be printed. */
export function areSizes(sizes: readonly Size[]): boolean {
  return sizes.every((one) => one.name.trim() && isSide(one.width_mm) && isSide(one.height_mm));
}

interface PrintSizesProps {
  sizes: readonly Size[];
  onChange: (sizes: Size[]) => void;
}

/** Sizes that the studio prints, beside those that everybody has. */
export function PrintSizes({ sizes, onChange }: PrintSizesProps) {
  const { t } = useTranslation("brand");
  const [unit, setUnit] = useState<Unit>("mm");
  const change = (at: number, some: Partial<Size>) =>
    onChange(sizes.map((one, index) => (index === at ? { ...one, ...some } : one)));
  return (
    <Section title={t("prints.title")}>
      <Stack maw={640}>
        <Text size="sm" c="var(--portal-ink-soft)">
          {t("prints.text")}
        </Text>
        {sizes.length > 0 && (
          <NativeSelect
            label={t("prints.unit")}
            w={160}
            value={unit}
            onChange={(event) => setUnit(event.currentTarget.value as Unit)}
            data={UNITS.map((value) => ({ value, label: t(`prints.${value}`) }))}
          />
        )}
        {sizes.map((one, index) => (
          <Group
            // biome-ignore lint/suspicious/noArrayIndexKey: a size has nothing else of its own while it is typed
            key={index}
            align="flex-start"
            gap="sm"
            role="group"
            aria-label={one.name || t("prints.new")}
          >
            <TextInput
              label={t("prints.name")}
              required
              maxLength={40}
              dir="auto"
              flex={{ base: "1 1 100%", xs: "1 1 160px" }}
              value={one.name}
              onChange={(event) => change(index, { name: event.currentTarget.value })}
            />
            <Side
              key={`width ${unit}`}
              label={t("prints.width")}
              unit={unit}
              mm={one.width_mm}
              onChange={(width_mm) => change(index, { width_mm })}
            />
            <Side
              key={`height ${unit}`}
              label={t("prints.height")}
              unit={unit}
              mm={one.height_mm}
              onChange={(height_mm) => change(index, { height_mm })}
            />
            <ActionIcon
              variant="default"
              size={36}
              mt={24}
              aria-label={t("prints.remove", { name: one.name || t("prints.new") })}
              onClick={() => onChange(sizes.filter((_, other) => other !== index))}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="default"
          w="fit-content"
          leftSection={<IconPlus size={18} aria-hidden />}
          disabled={sizes.length >= MOST}
          onClick={() => onChange([...sizes, { name: "", width_mm: 0, height_mm: 0 }])}
        >
          {t("prints.add")}
        </Button>
      </Stack>
    </Section>
  );
}

interface SideProps {
  label: string;
  unit: Unit;
  mm: number;
  onChange: (mm: number) => void;
}

function Side({ label, unit, mm, onChange }: SideProps) {
  const { t, i18n } = useTranslation("brand");
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  const [least, most] = SIDE.map((side) => number.format(Number(inUnit(side, unit))));
  const [typed, setTyped] = useState<{ text: number | string; mm: number }>();
  const point = new Intl.NumberFormat(i18n.language).formatToParts(0.5)[1]?.value ?? ".";
  return (
    <NumberInput
      label={`${label} (${unit})`}
      required
      hideControls
      min={0}
      decimalScale={unit === "mm" ? 1 : 2}
      decimalSeparator={point}
      allowedDecimalSeparators={[",", "."]}
      w={120}
      error={mm === 0 || isSide(mm) ? undefined : t("prints.range", { least, most })}
      // half a number stays as it is typed
      value={typed?.mm === mm ? typed.text : inUnit(mm, unit)}
      onChange={(text) => {
        const next = toMm(Number(text), unit);
        setTyped({ text, mm: next });
        onChange(next);
      }}
    />
  );
}
