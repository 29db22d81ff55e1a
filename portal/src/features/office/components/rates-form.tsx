import { Button, NativeSelect, NumberInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changesOf } from "@/api/draft";
import { type InDialog, unsavedOf, useUnsaved, wentWell } from "@/components/form-dialog";
import { Failed } from "@/components/told";
import { type Rates, useSetRates } from "../api/office";

const CURRENCIES = Intl.supportedValuesOf("currency");
const PRICES = ["compute_hour", "gb_month", "photo"] as const;
const MOST = 1_000_000;

type Draft = Record<(typeof PRICES)[number], number | string> & { currency: string };

interface RatesFormProps {
  rates: Rates | null;
  currency: string;
  dialog: InDialog;
}

/** What is paid from now on. */
export function RatesForm({ rates, currency: usual, dialog }: RatesFormProps) {
  const { t, i18n } = useTranslation("office");
  const set = useSetRates();
  // as typed
  const [before] = useState<Draft>({
    currency: usual,
    compute_hour: rates?.compute_hour ?? "",
    gb_month: rates?.gb_month ?? "",
    photo: rates?.photo ?? 0,
  });
  const [draft, setDraft] = useState(before);
  const names = new Intl.DisplayNames(i18n.language, { type: "currency" });
  const isWhole = PRICES.every((name) => draft[name] !== "" && Number.isFinite(Number(draft[name])));
  const point = new Intl.NumberFormat(i18n.language).formatToParts(0.5)[1]?.value ?? ".";

  const isDirty = Object.keys(changesOf(before, draft)).length > 0;

  async function keep(): Promise<boolean> {
    const [compute_hour, gb_month, photo] = PRICES.map((name) => Number(draft[name])) as [
      number,
      number,
      number,
    ];
    return await wentWell(set.mutateAsync({ compute_hour, gb_month, photo, currency: draft.currency }));
  }
  const submit = useUnsaved(dialog, unsavedOf(isDirty, isWhole), keep);

  return (
    <form onSubmit={submit}>
      <Stack>
        <NativeSelect
          label={t("costs.currency")}
          data-autofocus
          value={draft.currency}
          onChange={(event) => setDraft({ ...draft, currency: event.currentTarget.value })}
          data={CURRENCIES.map((value) => ({ value, label: `${value} · ${names.of(value)}` }))}
        />
        {PRICES.map((name) => (
          <NumberInput
            key={name}
            label={t(`costs.${name}`)}
            required
            min={0}
            max={MOST}
            step={0.01}
            decimalScale={6}
            decimalSeparator={point}
            allowedDecimalSeparators={[",", "."]}
            value={draft[name]}
            onChange={(value) => setDraft((before) => ({ ...before, [name]: value }))}
          />
        ))}
        <Text size="sm" c="var(--portal-ink-soft)">
          {t("costs.counts")}
        </Text>
        {set.isError && <Failed error={set.error} />}
        <Button type="submit" w="fit-content" loading={set.isPending} disabled={!isWhole}>
          {t("costs.save")}
        </Button>
      </Stack>
    </form>
  );
}
