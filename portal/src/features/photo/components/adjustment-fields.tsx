import { Group, NativeSelect, Radio, Slider, Text } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { CROPS, usePrintChoices } from "@/components/crops";
import { useStyles } from "../api/looks";
import type { Adjustments } from "../api/photo";
import { BackdropChoice } from "./backdrop-choice";

const TIERS = ["fast", "standard", "best"] as const;
type Change = { [Key in keyof Adjustments]?: Adjustments[Key] | undefined };

/** Adjustments with some of them changed; what is undefined then is as it was in the edit. */
export function adjusted(before: Adjustments, change: Change): Adjustments {
  const all = Object.entries({ ...before, ...change });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

interface AdjustmentFieldsProps {
  franchise: string;
  changed: Adjustments;
  change: (some: Change) => void;
  /** What there is to know about another matte. */
  matteHint?: string;
}

/** What can be changed about an edit. */
export function AdjustmentFields({ franchise, changed, change, matteHint }: AdjustmentFieldsProps) {
  const { t, i18n } = useTranslation("photo");
  const styles = useStyles(franchise);
  const prints = usePrintChoices(franchise, changed.crop);
  const signed = new Intl.NumberFormat(i18n.language, {
    signDisplay: "exceptZero",
    maximumFractionDigits: 1,
  });
  return (
    <>
      <BackdropChoice
        franchise={franchise}
        value={changed.backdrop ?? null}
        choose={(backdrop) => change({ backdrop: backdrop ?? undefined })}
      />
      <NativeSelect
        label={t("reEdit.style")}
        value={changed.style ?? ""}
        onChange={(event) => change({ style: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: t("reEdit.asNow") },
          ...(styles.data ?? []).map(({ name, label }) => ({ value: name, label })),
        ]}
      />
      <Turned
        label={t("reEdit.exposure")}
        told={t("reEdit.ev", { value: signed.format(changed.exposure ?? 0) })}
        value={changed.exposure ?? 0}
        most={2}
        step={0.1}
        turn={(exposure) => change({ exposure: exposure || undefined })}
      />
      <Turned
        label={t("reEdit.warmth")}
        told={signed.format(changed.warmth ?? 0)}
        value={changed.warmth ?? 0}
        most={100}
        step={5}
        turn={(warmth) => change({ warmth: warmth || undefined })}
      />
      <Chosen
        label={t("reEdit.crop")}
        value={changed.crop ?? ""}
        choose={(crop) => change({ crop: crop || undefined })}
        options={[...CROPS.map((value) => ({ value, label: t(`crop.${value}`) })), ...prints]}
      />
      <Chosen
        label={t("reEdit.matte")}
        hint={matteHint}
        value={changed.matte ?? ""}
        choose={(matte) => change({ matte: TIERS.find((one) => one === matte) })}
        options={TIERS.map((value) => ({ value, label: t(`tier.${value}`) }))}
      />
    </>
  );
}

interface TurnedProps {
  label: string;
  told: string;
  value: number;
  most: number;
  step: number;
  turn: (value: number) => void;
}

/** A value around zero, by dragging, clicking or keys. */
function Turned({ label, told, value, most, step, turn }: TurnedProps) {
  const id = useId();
  return (
    <div>
      <Group justify="space-between">
        <Text size="sm" fw={500} id={id}>
          {label}
        </Text>
        <Text size="sm" c="var(--portal-ink-soft)">
          {told}
        </Text>
      </Group>
      <Slider
        thumbProps={{ "aria-labelledby": id, "aria-valuetext": told }}
        min={-most}
        max={most}
        step={step}
        value={value}
        onChange={(next) => turn(Math.round(next * 10) / 10)}
        label={null}
        marks={[{ value: 0 }]}
      />
    </div>
  );
}

interface ChosenProps {
  label: string;
  hint?: ReactNode;
  value: string;
  choose: (value: string) => void;
  options: { value: string; label: string }[];
}

/** One of a few. */
function Chosen({ label, hint, value, choose, options }: ChosenProps) {
  const { t } = useTranslation("photo");
  return (
    <Radio.Group label={label} description={hint} value={value} onChange={choose}>
      <Group gap="sm" mt={6}>
        <Radio size="xs" value="" label={t("reEdit.asNow")} />
        {options.map((one) => (
          <Radio key={one.value} size="xs" value={one.value} label={one.label} />
        ))}
      </Group>
    </Radio.Group>
  );
}
