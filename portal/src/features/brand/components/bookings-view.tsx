import { Button, Modal, NativeSelect, Stack, Table, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttempt } from "@/api/attempt";
import { Heads } from "@/components/heads";
import { Section } from "@/components/section";
import { Failed, Loading } from "@/components/told";
import { LANES, type Lane } from "@/features/sessions/api/filters";
import { useBookingTypes } from "@/features/sessions/api/sessions";
import { type BookingType, type Look, useBackdrops, useSetBooking, useStyles } from "../api/brand";
import { LookFields } from "./look-fields";

/** What can be booked, in which lane, and how it looks. */
export function BookingsView({ franchise }: { franchise: string }) {
  const { t } = useTranslation("brand");
  const words = useTranslation("studio").t;
  const bookings = useBookingTypes(franchise);
  const backdrops = useBackdrops(franchise).data ?? [];
  const styles = useStyles(franchise).data ?? [];
  const [open, setOpen] = useState<BookingType | "new">();
  const close = () => setOpen(undefined);
  const saidLook = ({ backdrop, style }: Look) =>
    [
      backdrop && (backdrops.find((one) => one.name === backdrop)?.label ?? backdrop),
      style && (styles.find((one) => one.name === style)?.label ?? style),
    ]
      .filter(Boolean)
      .join(", ") || t("bookings.usual");
  return (
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
                <Table.Td>{words(`lanes.${one.lane}`)}</Table.Td>
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
      <Modal
        opened={open !== undefined}
        onClose={close}
        size="lg"
        closeOnClickOutside={false}
        title={open === "new" || !open ? t("bookings.add") : t("bookings.change", { name: open.name })}
      >
        {open && <Form franchise={franchise} booking={open === "new" ? undefined : open} onDone={close} />}
      </Modal>
    </Section>
  );
}

interface FormProps {
  franchise: string;
  booking: BookingType | undefined;
  onDone: () => void;
}

function Form({ franchise, booking, onDone }: FormProps) {
  const { t } = useTranslation("brand");
  const words = useTranslation("studio").t;
  const [name, setName] = useState(booking?.name ?? "");
  const [lane, setLane] = useState<Lane>(booking?.lane ?? "standard");
  const [look, setLook] = useState((booking?.look ?? {}) as Look);
  const set = useSetBooking();
  const attempt = useAttempt();

  function submit(event: FormEvent) {
    event.preventDefault();
    const body = { franchise, name: name.trim(), lane, look };
    set.mutate(
      { number: booking?.id, body, key: attempt.keyOf(body) },
      {
        onSuccess: () => {
          attempt.over();
          onDone();
        },
      },
    );
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t("bookings.name")}
          required
          dir="auto"
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t("bookings.lane")}
          value={lane}
          onChange={(event) => setLane(event.currentTarget.value as Lane)}
          data={LANES.map((value) => ({ value, label: words(`lanes.${value}`) }))}
        />
        <LookFields franchise={franchise} look={look} onChange={setLook} />
        {set.isError && <Failed error={set.error} />}
        <Button type="submit" loading={set.isPending} disabled={!name.trim()}>
          {t("save")}
        </Button>
      </Stack>
    </form>
  );
}
