import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttempt } from "@/api/attempt";
import { changesOf } from "@/api/draft";
import { Asked } from "@/components/asked";
import { type InDialog, unsavedOf, useUnsaved, wentWell } from "@/components/form-dialog";
import { Failed } from "@/components/told";
import type { Lane } from "@/features/sessions/api/filters";
import { LaneChoice } from "@/features/sessions/components/lane-choice";
import {
  type BookingType,
  type Look,
  useAddBooking,
  useChangeBooking,
  useWithdrawBooking,
} from "../api/brand";
import { LookFields } from "./look-fields";

interface BookingFormProps {
  franchise: string;
  booking: BookingType | undefined;
  dialog: InDialog;
}

function draftOf(booking: BookingType | undefined) {
  return {
    name: booking?.name ?? "",
    lane: booking?.lane ?? ("standard" as Lane),
    look: (booking?.look ?? {}) as Look,
  };
}

/** Makes, changes or withdraws a booking type. */
export function BookingForm({ franchise, booking, dialog }: BookingFormProps) {
  const { t } = useTranslation("brand");
  const [draft, setDraft] = useState(() => draftOf(booking));
  const [asking, question] = useDisclosure();
  const add = useAddBooking();
  const change = useChangeBooking();
  const withdraw = useWithdrawBooking();
  const attempt = useAttempt();
  const set = (changed: Partial<typeof draft>) => setDraft({ ...draft, ...changed });
  // what is left out stays as it is, whoever changed it meanwhile
  const changed = changesOf(draftOf(booking), { ...draft, name: draft.name.trim() });
  const isDirty = Object.keys(changed).length > 0 && !add.isSuccess && !change.isSuccess;
  const isWhole = draft.name.trim() !== "";

  async function keep(): Promise<boolean> {
    const body = { franchise, ...draft, name: draft.name.trim() };
    const isKept = await wentWell(
      booking
        ? change.mutateAsync({ number: booking.id, changes: changed })
        : add.mutateAsync({ body, key: attempt.keyOf(body) }),
    );
    if (isKept) attempt.over();
    return isKept;
  }
  const submit = useUnsaved(dialog, unsavedOf(isDirty, isWhole), keep);

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t("bookings.name")}
          required
          dir="auto"
          data-autofocus
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <LaneChoice label={t("bookings.lane")} lane={draft.lane} choose={(lane) => set({ lane })} />
        <LookFields franchise={franchise} look={draft.look} onChange={(look) => set({ look })} />
        {add.isError && <Failed error={add.error} />}
        {change.isError && <Failed error={change.error} />}
        <Group justify="space-between">
          <Button type="submit" loading={add.isPending || change.isPending} disabled={!isWhole}>
            {t("save")}
          </Button>
          {booking && (
            <Button variant="subtle" color="gray" onClick={question.open}>
              {t("bookings.withdraw")}
            </Button>
          )}
        </Group>
      </Stack>
      {booking && (
        <Asked
          opened={asking}
          title={t("bookings.withdraw")}
          text={t("bookings.withdrawText", { name: booking.name })}
          go={t("bookings.withdraw")}
          close={question.close}
          going={withdraw.isPending}
          error={withdraw.error}
          onGo={() => withdraw.mutate(booking.id, { onSuccess: dialog.done })}
        />
      )}
    </form>
  );
}
