import { Button, FileButton, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttempt } from "@/api/attempt";
import { changesOf } from "@/api/draft";
import { Asked } from "@/components/asked";
import { wentWell } from "@/components/form-dialog";
import { LeaveGuard } from "@/components/leave-guard";
import { Failed } from "@/components/told";
import {
  pictureOf,
  type Style,
  useAddLut,
  useAddStyle,
  useChangeStyle,
  useLuts,
  useWithdrawStyle,
} from "../api/brand";
import classes from "./brand.module.css";
import { bodyOf, gradeOf, shownBy } from "./grade";
import { RealPreview } from "./real-preview";
import { StepSlider } from "./step-slider";

const CALM_MS = 250;
const INSTEAD = "canvas-olive";
const SLIDERS = [
  { name: "exposure", most: 2, step: 0.1, unit: "EV" },
  { name: "contrast", most: 100, step: 5 },
  { name: "warmth", most: 100, step: 5 },
  { name: "saturation", most: 100, step: 5 },
] as const;

interface StyleEditorProps {
  franchise: string;
  /** What is changed if it is an own one; else what the new one begins from. */
  style: Style;
  onDone: () => void;
}

/** Makes or changes a style by sliders, with what it does to a photo beside them. */
export function StyleEditor({ franchise, style, onDone }: StyleEditorProps) {
  const { t } = useTranslation("brand");
  const [name, setName] = useState(style.own ? style.label : "");
  const [grade, setGrade] = useState(() => gradeOf(style));
  // what is left out stays as it is, whoever changed it meanwhile
  const changed = changesOf(
    { name: style.own ? style.label : "", ...gradeOf(style) },
    { name: name.trim(), ...grade },
  );
  const [calm] = useDebouncedValue(grade, CALM_MS);
  const [asking, dialog] = useDisclosure();
  const luts = useLuts(franchise);
  const add = useAddStyle();
  const change = useChangeStyle();
  const addLut = useAddLut();
  const withdraw = useWithdrawStyle();
  const attempt = useAttempt();
  const shown = shownBy(style, calm);
  const isRough = shown.roughly !== undefined || grade.lut !== (style.grade.lut ?? null);

  async function keep(): Promise<boolean> {
    const body = bodyOf(franchise, name, style.name, grade);
    const isKept = await wentWell(
      style.own
        ? change.mutateAsync({ number: style.id ?? 0, changes: changed })
        : add.mutateAsync({ body, key: attempt.keyOf(body) }),
    );
    if (!isKept) return false;
    attempt.over();
    notifications.show({ message: t("saved") });
    return true;
  }

  function bring(file: File | null) {
    if (!file) return;
    const key = attempt.keyOf([file.name, file.size, file.lastModified]);
    addLut.mutate(
      { file, name: file.name.replace(/\.cube$/i, ""), franchise, key },
      { onSuccess: ({ id }) => setGrade((now) => ({ ...now, lut: id })) },
    );
  }

  return (
    <div className={classes.editor}>
      <LeaveGuard
        isDirty={Object.keys(changed).length > 0 && !add.isSuccess && !change.isSuccess}
        save={name.trim() ? keep : undefined}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void keep().then((isKept) => isKept && onDone());
        }}
      >
        <Stack>
          <TextInput
            label={t("styles.name")}
            required
            dir="auto"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {SLIDERS.map(({ name: part, ...others }) => (
            <StepSlider
              key={part}
              {...others}
              name={t(`styles.${part}`)}
              value={grade[part]}
              onChange={(value) => setGrade((now) => ({ ...now, [part]: value }))}
            />
          ))}
          <Select
            label={t("styles.lut")}
            placeholder={t("styles.noLut")}
            clearable
            clearButtonProps={{ "aria-label": `${t("styles.lut")}: ${t("styles.noLut")}` }}
            value={grade.lut === null ? null : String(grade.lut)}
            onChange={(chosen) =>
              setGrade((now) => ({ ...now, lut: chosen === null ? null : Number(chosen) }))
            }
            data={(luts.data ?? []).map((one) => ({ value: String(one.id), label: one.name }))}
          />
          <FileButton accept=".cube" onChange={bring}>
            {(props) => (
              <Button {...props} variant="default" w="fit-content" loading={addLut.isPending}>
                {t("styles.import")}
              </Button>
            )}
          </FileButton>
          {addLut.isError && <Failed error={addLut.error} />}
          {add.isError && <Failed error={add.error} />}
          {change.isError && <Failed error={change.error} />}
          <Group>
            <Button type="submit" loading={add.isPending || change.isPending} disabled={!name.trim()}>
              {t("save")}
            </Button>
            <Button variant="default" onClick={onDone}>
              {t("cancel")}
            </Button>
          </Group>
          {style.own && (
            <Button variant="subtle" color="gray" w="fit-content" onClick={dialog.open}>
              {t("styles.withdraw")}
            </Button>
          )}
        </Stack>
      </form>
      <Stack gap="sm">
        <RealPreview
          franchise={franchise}
          adjustments={shown.adjustments}
          roughly={shown.roughly}
          instead={pictureOf(INSTEAD)}
        />
        {isRough && (
          <Text size="sm" c="var(--portal-ink-soft)">
            {t("preview.near")}
          </Text>
        )}
      </Stack>
      <Asked
        opened={asking}
        title={t("styles.withdraw")}
        text={t("styles.withdrawText")}
        go={t("styles.withdraw")}
        close={dialog.close}
        going={withdraw.isPending}
        error={withdraw.error}
        onGo={() => withdraw.mutate(style.id ?? 0, { onSuccess: onDone })}
      />
    </div>
  );
}
