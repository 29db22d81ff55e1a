import { ActionIcon, Group, SegmentedControl, Text, Tooltip } from "@mantine/core";
import {
  IconArrowsHorizontal,
  IconArrowsMinimize,
  IconBackground,
  IconContrast2,
  IconLayoutColumns,
  IconPhoto,
  IconZoomIn,
  IconZoomOut,
  IconZoomScan,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Zoom } from "./use-zoom";
import classes from "./viewer.module.css";
import { STEP } from "./zoom";

export const MODES = ["one", "slider", "side", "cutout", "matte"] as const;
export type Mode = (typeof MODES)[number];
const SIGNS = {
  one: IconPhoto,
  slider: IconArrowsHorizontal,
  side: IconLayoutColumns,
  cutout: IconBackground,
  matte: IconContrast2,
};

interface ToolbarProps {
  mode: Mode;
  modes: readonly Mode[];
  choose: (mode: Mode) => void;
  zoom: Zoom;
  toFull: () => void;
}

/** How the picture is shown, and how close. */
export function Toolbar({ mode, modes, choose, zoom, toFull }: ToolbarProps) {
  const { t, i18n } = useTranslation("viewer");
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" }).format(zoom.percent / 100);
  const buttons = [
    { name: "out", icon: IconZoomOut, act: () => zoom.closer(1 / STEP) },
    { name: "in", icon: IconZoomIn, act: () => zoom.closer(STEP) },
    { name: "fit", icon: IconArrowsMinimize, act: zoom.fit },
    { name: "full", icon: IconZoomScan, act: toFull },
  ] as const;
  return (
    <Group justify="space-between" gap="xs">
      <SegmentedControl
        size="xs"
        aria-label={t("mode.title")}
        value={mode}
        onChange={(value) => choose(value as Mode)}
        data={modes.map((value) => {
          const Sign = SIGNS[value];
          return {
            value,
            label: (
              <Group gap={6} wrap="nowrap" title={t(`mode.${value}`)}>
                <Sign size={16} aria-hidden />
                <Text span size="xs" className={classes.word}>
                  {t(`mode.${value}`)}
                </Text>
              </Group>
            ),
          };
        })}
      />
      <Group gap={4} wrap="nowrap" role="group" aria-label={t("zoom.title")}>
        {buttons.map(({ name, icon: Sign, act }) => (
          <Tooltip key={name} label={t(`zoom.${name}`)}>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t(`zoom.${name}`)} onClick={act}>
              <Sign size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ))}
        <Text size="xs" w={48} ta="right" visibleFrom="xs" c="var(--portal-ink-soft)" aria-live="polite">
          {percent}
        </Text>
      </Group>
    </Group>
  );
}
