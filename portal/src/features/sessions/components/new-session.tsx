import { Alert, Button, Drawer, Group, Stack, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttempt } from "@/api/attempt";
import { serverNow } from "@/api/clock";
import { ForWhomChoice, useForWhom } from "@/components/for-whom";
import { useProblemText } from "@/components/problem-text";
import { type NewSession, useBookingTypes, useNewSession, useTimezone } from "../api/sessions";
import { instantOf, todayIn } from "../api/zoned";
import { BookingChoice } from "./booking-choice";
import { CustomerChoice, type CustomerChosen } from "./customer-choice";
import { DueField, isOver } from "./due-field";
import { LaneReason } from "./lane-reason";

interface Draft {
  name: string;
  /** Whose customer and booking type these are. */
  of: string | undefined;
  customer: CustomerChosen | null;
  bookingType: number | null;
  day: string;
  due: string;
}

const EMPTY: Draft = { name: "", of: undefined, customer: null, bookingType: null, day: "", due: "" };

/** Books a session. What was typed stays until it is booked: when the drawer is closed, and when a sign-in ends. */
export function NewSessionDrawer({ opened, close }: { opened: boolean; close(): void }) {
  const { t } = useTranslation("sessions");
  const text = useProblemText();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(EMPTY);
  const [unnamed, setUnnamed] = useState(false);
  const [pressed, setPressed] = useState(false);
  const whom = useForWhom();
  const types = useBookingTypes(whom.franchise);
  const zone = useTimezone(whom.franchise);
  const create = useNewSession();
  const attempt = useAttempt();
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const only = types.data?.length === 1 ? types.data[0]?.id : undefined;
  // the page can be another franchise's by now than when these were chosen
  const chosen = draft.of === whom.franchise ? draft : EMPTY;
  const bookingType = chosen.bookingType ?? only ?? null;
  const choose = (change: Pick<Partial<Draft>, "customer" | "bookingType">) =>
    set({ customer: chosen.customer, bookingType: chosen.bookingType, of: whom.franchise, ...change });

  const over = isOver(draft.due, zone);
  const due = draft.due && zone ? instantOf(draft.due, zone) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setPressed(true);
    if (bookingType === null || unnamed || over) return;
    // what was typed before the page was left waits for its clock
    if (draft.due && zone === undefined) return;
    const body: NewSession = {
      name: draft.name,
      booking_type: bookingType,
      customer: chosen.customer?.id ?? null,
      ...(draft.day ? { day: draft.day } : {}),
      ...(due ? { due_at: due } : {}),
    };
    create.mutate(
      { body, key: attempt.keyOf(body) },
      {
        onSuccess: (made) => {
          attempt.over();
          setDraft(EMPTY);
          setPressed(false);
          close();
          void navigate({ to: "/sessions/$session", params: { session: String(made.id) } });
        },
      },
    );
  }

  return (
    <Drawer
      opened={opened}
      onClose={close}
      title={t("new.title")}
      position="right"
      size="md"
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": t("new.close") }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t("new.name")}
            description={t("new.nameHint")}
            required
            maxLength={200}
            dir="auto"
            data-autofocus
            value={draft.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <ForWhomChoice {...whom} />
          {whom.franchise !== undefined && (
            <>
              <CustomerChoice
                franchise={whom.franchise}
                chosen={chosen.customer}
                choose={(customer) => choose({ customer })}
                begin={setUnnamed}
                error={pressed && unnamed ? t("new.unfinishedCustomer") : undefined}
              />
              <BookingChoice
                types={types}
                chosen={bookingType}
                choose={(one) => choose({ bookingType: one })}
              />
            </>
          )}
          <Group grow align="flex-start">
            <TextInput
              type="date"
              label={t("new.day")}
              value={draft.day || (zone ? todayIn(zone, serverNow()) : "")}
              onChange={(event) => set({ day: event.currentTarget.value })}
            />
            <DueField due={draft.due} zone={zone} change={(due) => set({ due })} />
          </Group>
          <LaneReason
            bookingType={over ? null : bookingType}
            customer={chosen.customer?.id ?? null}
            due={due}
          />
          {create.isError && (
            <Alert color="red" role="alert">
              {text(create.error)}
            </Alert>
          )}
          <Button
            type="submit"
            loading={create.isPending}
            disabled={!draft.name.trim() || bookingType === null}
          >
            {t("new.create")}
          </Button>
        </Stack>
      </form>
    </Drawer>
  );
}
