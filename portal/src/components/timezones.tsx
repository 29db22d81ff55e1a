import { Select, type SelectProps } from "@mantine/core";

const ALL = Intl.supportedValuesOf("timeZone");
const ZONES = ALL.includes("UTC") ? ALL : ["UTC", ...ALL];

/** Lets somebody choose a time zone by typing a part of its name. */
export function TimezoneChoice(props: Omit<SelectProps, "data">) {
  return <Select searchable allowDeselect={false} limit={60} {...props} data={ZONES} />;
}
