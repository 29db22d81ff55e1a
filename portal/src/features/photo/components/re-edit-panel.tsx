import { Alert, Button, Group, Loader, NativeSelect, Radio, Slider, Stack, Text } from "@mantine/core";
import { IconWand } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/components/problem-text";
import { useStyles } from "../api/looks";
import type { Adjustments } from "../api/photo";
import { usePreview } from "../api/preview";
import { BackdropChoice } from "./backdrop-choice";

interface ReEditPanelProps {
  photo: number;
  edit: number;
  franchise: string;
  /** Where the newest preview is; nothing while nothing is changed. */
  onPreview: (address: string | undefined) => void;
  onDone: (adjustments: Adjustments) => void;
  sending?: boolean;
  /** Why the last one was not taken. */
  error?: unknown;
}

const CROPS = ["none", "4x6", "5x7", "8x10", "square"] as const;
const TIERS = ["fast", "standard", "best"] as const;
type Changed = { [Key in keyof Adjustments]?: Adjustments[Key] | undefined };

function without(changed: Changed): Adjustments {
  return Object.fromEntries(
    Object.entries(changed).filter(([, value]) => value !== undefined && value !== 0),
  );
}

/** What can be changed about an edit, with a preview while it is. */
export function ReEditPanel({ photo, edit, franchise, onPreview, onDone, sending, error }: ReEditPanelProps) {
  const { t, i18n } = useTranslation("photo");
  const styles = useStyles(franchise);
  const [of, setOf] = useState(`${photo}/${edit}`);
  const [changed, setChanged] = useState<Adjustments>({});
  if (of !== `${photo}/${edit}`) {
    setOf(`${photo}/${edit}`);
    setChanged({});
  }
  const preview = usePreview(photo, edit, changed);
  const address = preview.address;
  useEffect(() => {
    onPreview(address);
    return () => onPreview(undefined);
  }, [address, onPreview]);

  const change = (some: Changed) => setChanged((before) => without({ ...before, ...some }));
  const signed = new Intl.NumberFormat(i18n.language, {
    signDisplay: "exceptZero",
    maximumFractionDigits: 1,
  });
  const nothing = Object.keys(changed).length === 0;
  return (
    <Stack gap="md">
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
        turn={(exposure) => change({ exposure })}
      />
      <Turned
        label={t("reEdit.warmth")}
        told={signed.format(changed.warmth ?? 0)}
        value={changed.warmth ?? 0}
        most={100}
        step={5}
        turn={(warmth) => change({ warmth })}
      />
      <Chosen
        label={t("reEdit.crop")}
        value={changed.crop ?? ""}
        choose={(crop) => change({ crop: CROPS.find((one) => one === crop) })}
        options={CROPS.map((value) => ({ value, label: t(`crop.${value}`) }))}
      />
      <Chosen
        label={t("reEdit.matte")}
        hint={t("reEdit.matteHint")}
        value={changed.matte ?? ""}
        choose={(matte) => change({ matte: TIERS.find((one) => one === matte) })}
        options={TIERS.map((value) => ({ value, label: t(`tier.${value}`) }))}
      />
      <Refused problem={preview.error ?? error} />
      <Group justify="space-between">
        <Group gap="xs" role="status">
          {preview.waits && <Loader size="xs" aria-hidden />}
          <Text size="xs" c="var(--portal-ink-soft)">
            {preview.waits ? t("reEdit.waits") : address && t("reEdit.shown")}
          </Text>
        </Group>
        <Group gap="xs">
          <Button variant="default" disabled={nothing} onClick={() => setChanged({})}>
            {t("reEdit.reset")}
          </Button>
          <Button
            leftSection={<IconWand size={16} aria-hidden />}
            loading={sending ?? false}
            onClick={() => onDone(changed)}
          >
            {t("reEdit.go")}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

/** Why a preview or an edit can't be had. */
function Refused({ problem }: { problem: unknown }) {
  const text = useProblemText();
  if (!problem) return null;
  return (
    <Alert color="red" role="alert">
      {text(problem)}
    </Alert>
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
