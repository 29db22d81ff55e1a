import { Button, Stack, Table, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormDialog } from "@/components/form-dialog";
import { Heads } from "@/components/heads";
import { Section } from "@/components/section";
import { Failed, Loading } from "@/components/told";
import { useBookingTypes } from "@/features/sessions/api/sessions";
import { type BookingType, type Look, useBackdrops, useStyles } from "../api/brand";
import { BookingForm } from "./booking-form";
import { LaneCell, LanesTable } from "./lanes-table";

/** What can be booked, in which lane, and how it looks; and what the lanes are. */
export function BookingsView({ franchise }: { franchise: string }) {
  const { t } = useTranslation("brand");
  const bookings = useBookingTypes(franchise);
  const backdrops = useBackdrops(franchise).data ?? [];
  const styles = useStyles(franchise).data ?? [];
  const [open, setOpen] = useState<BookingType | "new">();
  const saidLook = ({ backdrop, style }: Look) =>
    [
      backdrop && (backdrops.find((one) => one.name === backdrop)?.label ?? backdrop),
      style && (styles.find((one) => one.name === style)?.label ?? style),
    ]
      .filter(Boolean)
      .join(", ") || t("bookings.usual");
  return (
    <Stack gap="xl">
      <Section
        title={t("views.bookings")}
        actions={
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen("new")}>
            {t("bookings.add")}
          </Button>
        }
      >
        {bookings.isError && <Failed error={bookings.error} again={() => void bookings.refetch()} />}
        {bookings.isPending && <Loading />}
        {bookings.data?.length === 0 && <Text>{t("bookings.none")}</Text>}
        {bookings.data && bookings.data.length > 0 && (
          <Table maw={900} verticalSpacing="sm">
            <Heads
              of={[t("bookings.name"), t("bookings.lane"), { words: t("bookings.look"), from: "sm" }]}
              acts
            />
            <Table.Tbody>
              {bookings.data.map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Th scope="row">
                    <bdi>{one.name}</bdi>
                  </Table.Th>
                  <Table.Td>
                    <LaneCell lane={one.lane} />
                  </Table.Td>
                  <Table.Td visibleFrom="sm">{saidLook(one.look as Look)}</Table.Td>
                  <Table.Td ta="right">
                    <Button
                      variant="default"
                      size="xs"
                      aria-label={t("bookings.change", { name: one.name })}
                      onClick={() => setOpen(one)}
                    >
                      {t("bookings.edit")}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <FormDialog
          opened={open !== undefined}
          close={() => setOpen(undefined)}
          size="lg"
          title={open === "new" || !open ? t("bookings.add") : t("bookings.change", { name: open.name })}
        >
          {(dialog) => (
            <BookingForm franchise={franchise} booking={open === "new" ? undefined : open} dialog={dialog} />
          )}
        </FormDialog>
      </Section>
      <Section title={t("lanes.title")}>
        <LanesTable bookings={bookings.data ?? []} />
      </Section>
    </Stack>
  );
}
