import { Button, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { FormDialog } from "@/components/form-dialog";
import { Heads } from "@/components/heads";
import { useMoment } from "@/components/moment";
import { Section } from "@/components/section";
import { Stacked } from "@/components/stacked";
import { spanOf } from "@/components/time-left";
import { Failed, Loading } from "@/components/told";
import { useCosts } from "../api/office";
import { sizeOf } from "./bytes";
import { RatesForm } from "./rates-form";

/** What each franchise's photos cost: computing and storing. */
export function CostsView() {
  const { t, i18n } = useTranslation("office");
  const costs = useCosts();
  const moment = useMoment("minute", true);
  const [isOpen, form] = useDisclosure();
  if (costs.isLoadingError) return <Failed error={costs.error} again={() => void costs.refetch()} />;
  if (costs.isPending) return <Loading />;
  const { franchises, currency, rates } = costs.data;
  const money = (value: number | null, digits = 2) =>
    value === null
      ? "–"
      : new Intl.NumberFormat(i18n.language, {
          style: "currency",
          currency,
          maximumFractionDigits: digits,
        }).format(value);
  const number = new Intl.NumberFormat(i18n.language);
  const heads = [
    t("load.code"),
    t("costs.photos"),
    t("costs.compute"),
    t("costs.stored"),
    t("costs.cost"),
    t("costs.each"),
  ];
  return (
    <Section
      title={`${t("views.costs")}: ${t("costs.period")}`}
      actions={
        <Button variant="default" onClick={form.open}>
          {rates ? t("costs.change") : t("costs.set")}
        </Button>
      }
    >
      <Stack>
        {franchises.length === 0 && <Text>{t("costs.none")}</Text>}
        {franchises.length > 0 && (
          <Stacked minWidth={600} heads={heads}>
            <Table maw={900}>
              <Heads of={heads} />
              <Table.Tbody>
                {franchises.map((one) => (
                  <Table.Tr key={one.code}>
                    <Table.Th scope="row">{one.code}</Table.Th>
                    <Table.Td>{number.format(one.photos)}</Table.Td>
                    <Table.Td>{spanOf(i18n.language, Math.round(one.compute_s))}</Table.Td>
                    <Table.Td>{sizeOf(i18n.language, one.stored_bytes)}</Table.Td>
                    <Table.Td>{money(one.cost)}</Table.Td>
                    <Table.Td>{money(one.cost_per_photo, 4)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Stacked>
        )}
        <Text size="sm" c="var(--portal-ink-soft)">
          {rates
            ? t("costs.rates", {
                hour: money(rates.compute_hour, 6),
                gb: money(rates.gb_month, 6),
                photo: money(rates.photo, 6),
              })
            : t("costs.noRates")}{" "}
          {rates &&
            (rates.since ? t("costs.since", { at: moment(rates.since, null) }) : t("costs.bySettings"))}
          <br />
          {t("costs.left")}
        </Text>
      </Stack>
      <FormDialog opened={isOpen} close={form.close} title={rates ? t("costs.change") : t("costs.set")}>
        {(dialog) => <RatesForm rates={rates} currency={currency} dialog={dialog} />}
      </FormDialog>
    </Section>
  );
}
