import { ColorInput, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { contrast, isColour } from "@/app/colours";

interface ColourFieldProps {
  label: string;
  value: string;
  onChange: (colour: string) => void;
}

/** A colour, with how well text on it can be read. */
export function ColourField({ label, value, onChange }: ColourFieldProps) {
  const { t, i18n } = useTranslation("brand");
  const known = isColour(value);
  const [white, black] = known ? [contrast(value, "#ffffff"), contrast(value, "#000000")] : [0, 0];
  const text = white >= black ? "white" : "black";
  const ratio = new Intl.NumberFormat(i18n.language, {
    maximumFractionDigits: 1,
    roundingMode: "floor",
  } as object);
  return (
    <Stack gap="xs">
      <ColorInput
        label={label}
        value={value}
        onChange={onChange}
        error={known ? undefined : t("colours.invalid")}
        eyeDropperButtonProps={{ "aria-hidden": true, tabIndex: -1 }}
      />
      {known && (
        <Group gap="sm">
          <Text
            size="sm"
            fw={600}
            px="md"
            py={6}
            style={{ background: value, color: text, borderRadius: "var(--mantine-radius-md)" }}
          >
            {t("colours.sample")}
          </Text>
          <Text size="sm">
            {t("colours.contrast", {
              ratio: ratio.format(Math.max(white, black)),
              text: t(`colours.${text}`),
            })}
          </Text>
        </Group>
      )}
    </Stack>
  );
}
