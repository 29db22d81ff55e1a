import type { MantineColorsTuple } from "@mantine/core";

type Rgb = readonly [number, number, number];

/** What text in a colour has to have against what it stands on, with some to spare for tinted grounds. */
const READ = 6;
const DARK_GROUND = "#1b1f1e";
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

/** Whether a text is a colour as brands have it. */
export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

function rgbOf(colour: string): Rgb {
  const at = (start: number) => Number.parseInt(colour.slice(start, start + 2), 16);
  return [at(1), at(3), at(5)];
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const part = (at: 0 | 1 | 2) => one[at] + (other[at] - one[at]) * share;
  return [part(0), part(1), part(2)];
}

/** Relative luminance after WCAG 2.2, 0 to 1. */
function luminance(colour: string): number {
  const [red, green, blue] = rgbOf(colour).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** Contrast of two colours after WCAG 2.2, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** The colour moved towards black or white as little as needed to be read on a ground. */
function readable(colour: string, ground: string, towards: Rgb): string {
  for (let share = 0; share < 1; share += 0.02) {
    const moved = hexOf(mix(rgbOf(colour), towards, share));
    if (contrast(moved, ground) >= READ) return moved;
  }
  return hexOf(towards);
}

/**
 * Ten shades of a brand's colour, as the theme takes them: the eighth can be read on white, the fifth on dark, whatever
 * the colour is.
 */
export function shadesOf(colour: string): MantineColorsTuple {
  const onLight = readable(colour, "#ffffff", BLACK);
  const onDark = readable(colour, DARK_GROUND, WHITE);
  const tint = (share: number) => hexOf(mix(rgbOf(onLight), WHITE, share));
  const shade = (share: number) => hexOf(mix(rgbOf(onLight), BLACK, share));
  return [
    tint(0.92),
    tint(0.84),
    tint(0.66),
    tint(0.5),
    onDark,
    tint(0.25),
    tint(0.12),
    onLight,
    shade(0.2),
    shade(0.42),
  ];
}
