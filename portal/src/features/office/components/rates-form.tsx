import { Button, NativeSelect, NumberInput, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Failed } from "@/components/told";
import { type Rates, useSetRates } from "../api/office";

const CURRENCIES = Intl.supportedValuesOf("currency");
const PRICES = ["compute_hour", "gb_month", "photo"] as const;
const MOST = 1_000_000;

interface RatesFormProps {
  rates: Rates | null;
  currency: string;
  onDone: () => void;
}

/** What is paid from now on. */
export function RatesForm({ rates, currency: usual, onDone }: RatesFormProps) {
  const { t, i18n } = useTranslation("office");
  const set = useSetRates();
  const [currency, setCurrency] = useState(usual);
  // as typed
  const [prices, setPrices] = useState<Record<(typeof PRICES)[number], number | string>>({
    compute_hour: rates?.compute_hour ?? "",
    gb_month: rates?.gb_month ?? "",
    photo: rates?.photo ?? 0,
  });
  const names = new Intl.DisplayNames(i18n.language, { type: "currency" });
  const isWhole = PRICES.every((name) => prices[name] !== "" && Number.isFinite(Number(prices[name])));
  const point = new Intl.NumberFormat(i18n.language).formatToParts(0.5)[1]?.value ?? ".";

  function submit(event: FormEvent) {
    event.preventDefault();
    const [compute_hour, gb_month, photo] = PRICES.map((name) => Number(prices[name])) as [
      number,
      number,
      number,
    ];
    set.mutate({ compute_hour, gb_month, photo, currency }, { onSuccess: onDone });
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <NativeSelect
          label={t("costs.currency")}
          data-autofocus
          value={currency}
          onChange={(event) => setCurrency(event.currentTarget.value)}
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
            value={prices[name]}
            onChange={(value) => setPrices((before) => ({ ...before, [name]: value }))}
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
