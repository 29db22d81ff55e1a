import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ALL_STATES, type State } from "@/components/states";
import { useCustomer } from "@/features/customers/api/customers";
import { type Filters, LANES, type Lane } from "../api/filters";
import classes from "./sessions.module.css";

interface SessionFiltersProps {
  filters: Filters;
  narrow(change: { [Key in keyof Filters]?: Filters[Key] | undefined }): void;
}

/** What the list is narrowed by. */
export function SessionFilters({ filters, narrow }: SessionFiltersProps) {
  const { t } = useTranslation("sessions");
  const words = useTranslation("studio").t;
  const [typed, setTyped] = useState(filters.q ?? "");
  const search = useDebouncedCallback((q: string) => narrow({ q }), 250);
  const customer = useCustomer(filters.customer);
  return (
    <Group
      gap="sm"
      align="flex-end"
      role="search"
      aria-label={t("filters.title")}
      className={classes.filters}
    >
      <TextInput
        className={classes.search}
        aria-label={t("filters.search")}
        placeholder={t("filters.search")}
        leftSection={<IconSearch size={16} aria-hidden />}
        type="search"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          search(event.currentTarget.value);
        }}
      />
      <TextInput
        type="date"
        aria-label={t("filters.from")}
        title={t("filters.from")}
        value={filters.from ?? ""}
        onChange={(event) => narrow({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        aria-label={t("filters.to")}
        title={t("filters.to")}
        value={filters.to ?? ""}
        onChange={(event) => narrow({ to: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label={t("filters.lane")}
        value={filters.lane ?? ""}
        onChange={(event) => narrow({ lane: event.currentTarget.value as Lane })}
        data={[
          { value: "", label: t("filters.allLanes") },
          ...LANES.map((lane) => ({ value: lane, label: words(`lanes.${lane}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t("filters.state")}
        value={filters.state ?? ""}
        onChange={(event) => narrow({ state: event.currentTarget.value as State })}
        data={[
          { value: "", label: t("filters.allStates") },
          ...ALL_STATES.map((state) => ({ value: state, label: words(`states.${state}`) })),
        ]}
      />
      {filters.customer && (
        <Button
          variant="light"
          rightSection={<IconX size={14} aria-hidden />}
          aria-label={t("filters.anyCustomer")}
          onClick={() => narrow({ customer: undefined })}
        >
          <bdi>{customer.data?.name ?? `#${filters.customer}`}</bdi>
        </Button>
      )}
    </Group>
  );
}
