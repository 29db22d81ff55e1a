import { type Icon, IconCalendarEvent, IconListCheck } from "@tabler/icons-react";

export interface Place {
  to: string;
  /** Its name among the texts of the shell. */
  name: "sessions" | "review";
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
];
