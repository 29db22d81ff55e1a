import { createTheme, type MantineColorsTuple } from "@mantine/core";

const pine: MantineColorsTuple = [
  "#eaf5f1",
  "#d5e8e1",
  "#a9d1c3",
  "#7ab9a3",
  "#54a488",
  "#3b9677",
  "#2a7d63",
  "#1f6651",
  "#17503f",
  "#0d382c",
];
const amber: MantineColorsTuple = [
  "#fdf6e6",
  "#f8ead0",
  "#efd3a0",
  "#e6bb6c",
  "#dea741",
  "#c98a1c",
  "#a86f0f",
  "#875806",
  "#6b4504",
  "#4b3002",
];

const red: MantineColorsTuple = [
  "#fdeceb",
  "#fbd7d4",
  "#f5aaa4",
  "#ee7c73",
  "#e0574c",
  "#d0402f",
  "#c0342a",
  "#a92a22",
  "#8d221a",
  "#6e1811",
];

/** The house's look; a franchise's own colours replace `primaryColor`. Shades are chosen for WCAG AA on both grounds. */
export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: "650" },
  colors: { pine, amber, red },
  primaryColor: "pine",
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Paper: { defaultProps: { withBorder: true } },
    Card: { defaultProps: { withBorder: true } },
    Tooltip: { defaultProps: { events: { hover: true, focus: true, touch: true } } },
  },
});
