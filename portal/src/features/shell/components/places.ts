import { type Icon, IconCalendarEvent, IconListCheck, IconUsers } from "@tabler/icons-react";

export interface Place {
  to: string;
  /** Its name among the texts of the shell. */
  name: "sessions" | "customers" | "review";
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
];
