import { Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Heads } from "@/components/heads";
import { Failed, Loading } from "@/components/told";
import type { Lane } from "@/features/sessions/api/filters";
import { useLanes } from "@/features/sessions/api/lanes";
import { usePromise } from "@/features/sessions/components/lane-promise";
import type { BookingType } from "../api/brand";

/** A lane with what it promises. */
export function LaneCell({ lane }: { lane: Lane }) {
  const words = useTranslation("studio").t;
  const promiseOf = usePromise();
  return (
    <>
      <Text size="sm" fw="inherit">
        {words(`lanes.${lane}`)}
      </Text>
      <Text size="xs" fw={400} c="var(--portal-ink-soft)">
        {promiseOf(lane)}
      </Text>
    </>
  );
}

/** The lanes in the order in which they are served, and what leads into each. */
export function LanesTable({ bookings }: { bookings: readonly BookingType[] }) {
  const { t, i18n } = useTranslation("brand");
  const words = useTranslation("studio").t;
  const lanes = useLanes();
  const listed = (names: string[]) => new Intl.ListFormat(i18n.language).format(names);
  if (lanes.isLoadingError) return <Failed error={lanes.error} again={() => void lanes.refetch()} />;
  if (lanes.isPending) return <Loading />;
  return (
    <Stack gap="sm" maw={900}>
      <Text size="sm">{t("lanes.chosen")}</Text>
      <Text size="sm">{t("lanes.order")}</Text>
      <Table verticalSpacing="sm">
        <Heads of={[t("bookings.lane"), t("lanes.types"), t("lanes.customers")]} />
        <Table.Tbody>
          {lanes.data.map(({ name, tiers }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">
                <LaneCell lane={name} />
              </Table.Th>
              <Table.Td>
                {listed(bookings.filter((one) => one.lane === name).map((one) => one.name)) ||
                  t("lanes.noTypes")}
              </Table.Td>
              <Table.Td>
                {listed(tiers.map((one) => words(`tiers.${one}`))) || t("lanes.noCustomers")}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
