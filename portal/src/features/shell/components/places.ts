import {
  type Icon,
  IconBuildingSkyscraper,
  IconCalendarEvent,
  IconChartLine,
  IconListCheck,
  IconPalette,
  IconUserShield,
  IconUsers,
} from "@tabler/icons-react";

export interface Place {
  to: string;
  /** Its name among the texts of the shell. */
  name: "sessions" | "customers" | "review" | "dashboard" | "office" | "people" | "brand";
  icon: Icon;
  roles: readonly string[];
}

/** Where the menu leads, by who may go there. */
export const PLACES: readonly Place[] = [
  {
    to: "/sessions",
    name: "sessions",
    icon: IconCalendarEvent,
    roles: ["staff", "franchise", "head_office"],
  },
  {
    to: "/review",
    name: "review",
    icon: IconListCheck,
    roles: ["staff", "franchise", "head_office"],
  },
  {
    to: "/customers",
    name: "customers",
    icon: IconUsers,
    roles: ["staff", "franchise", "head_office"],
  },
  { to: "/dashboard", name: "dashboard", icon: IconChartLine, roles: ["franchise", "head_office"] },
  { to: "/brand", name: "brand", icon: IconPalette, roles: ["franchise", "head_office"] },
  { to: "/people", name: "people", icon: IconUserShield, roles: ["franchise", "head_office"] },
  { to: "/office", name: "office", icon: IconBuildingSkyscraper, roles: ["head_office", "auditor"] },
];
