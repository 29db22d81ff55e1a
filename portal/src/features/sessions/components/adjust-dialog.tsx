import { Alert, Button, Checkbox, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconWand } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { tellAloud } from "@/components/aloud";
import { FormDialog, type InDialog, useAsked } from "@/components/form-dialog";
import { useProblemText } from "@/components/problem-text";
import type { Adjustments } from "@/features/photo/api/photo";
import { AdjustmentFields, adjusted } from "@/features/photo/components/adjustment-fields";
import type { BatchResult, Photo } from "../api/photos";
import { settingsOf, useReEdit } from "../api/re-edit";

interface AdjustDialogProps {
  session: number;
  /** Those that are to be edited again. */
  those: readonly Photo[];
  photos: readonly Photo[];
  close(done: boolean): void;
}

/** Other settings for several photos at once, chosen here or copied from a photo; then what was refused, and why. */
export function AdjustDialog({ session, those, photos, close }: AdjustDialogProps) {
  const { t } = useTranslation("sessions");
  const [result, setResult] = useState<BatchResult>();
  const [along, setAlong] = useState(false);
  const sent = along ? those : those.filter((photo) => photo.state !== "retake");
  return (
    <FormDialog
      opened
      close={() => close(result !== undefined)}
      title={t("adjust.title", { count: sent.length })}
      size="lg"
      closeButtonProps={{ "aria-label": t("adjust.close") }}
    >
      {(dialog) =>
        result ? (
          <Refusals result={result} photos={those} close={() => close(true)} />
        ) : (
          <Settings
            {...{ session, those, sent, photos, along, setAlong, dialog }}
            onDone={() => close(true)}
            onRefused={setResult}
          />
        )
      }
    </FormDialog>
  );
}

interface SettingsProps extends Omit<AdjustDialogProps, "close"> {
  sent: readonly Photo[];
  along: boolean;
  setAlong(along: boolean): void;
  dialog: InDialog;
  onDone(): void;
  onRefused(result: BatchResult): void;
}

/** What is to be other than it is, and for which of them. */
function Settings({
  session,
  those,
  sent,
  photos,
  along,
  setAlong,
  dialog,
  onDone,
  onRefused,
}: SettingsProps) {
  const { t } = useTranslation("sessions");
  const text = useProblemText();
  const reEdit = useReEdit(session);
  const [changed, setChanged] = useState<Adjustments>({});
  const retakes = those.filter((photo) => photo.state === "retake");
  const [first] = those;
  // not sent in leaving: what is refused has to be seen
  useAsked(dialog, Object.keys(changed).length > 0 ? "part" : undefined);

  function send() {
    reEdit.mutate(
      { photos: sent, adjustments: changed },
      {
        onSuccess: (told) => {
          const said = t("batch.edited", { count: told.done });
          if (told.refused.length > 0) {
            onRefused(told);
            return;
          }
          notifications.show({ message: said, color: "pine" });
          tellAloud(said);
          onDone();
        },
      },
    );
  }

  return (
    <Stack gap="md">
      <CopyFrom photos={photos} copy={setChanged} />
      <AdjustmentFields
        franchise={first?.franchise ?? ""}
        changed={changed}
        change={(some) => setChanged((before) => adjusted(before, some))}
      />
      <Text size="sm" c="var(--portal-ink-soft)">
        {t("adjust.stays")}
      </Text>
      {retakes.length > 0 && (
        <Checkbox
          label={t("again.retake", { count: retakes.length })}
          description={t("again.retakeHint")}
          checked={along}
          onChange={(event) => setAlong(event.currentTarget.checked)}
        />
      )}
      {reEdit.isError && (
        <Alert color="red" role="alert">
          {text(reEdit.error)}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={dialog.leave}>
          {t("cancel")}
        </Button>
        <Button
          leftSection={<IconWand size={16} aria-hidden />}
          disabled={Object.keys(changed).length === 0 || sent.length === 0}
          loading={reEdit.isPending}
          onClick={send}
        >
          {t("batch.retry", { count: sent.length })}
        </Button>
      </Group>
    </Stack>
  );
}

/** A photo whose settings are put into the fields. */
function CopyFrom({ photos, copy }: { photos: readonly Photo[]; copy: (settings: Adjustments) => void }) {
  const { t } = useTranslation("sessions");
  const [from, setFrom] = useState("");
  const models = useMemo(() => photos.filter((photo) => Object.keys(settingsOf(photo)).length > 0), [photos]);
  return (
    <NativeSelect
      label={t("adjust.from")}
      description={models.length > 0 ? t("adjust.fromHint") : t("adjust.noModels")}
      disabled={models.length === 0}
      value={from}
      onChange={(event) => {
        const number = event.currentTarget.value;
        const model = models.find((photo) => String(photo.id) === number);
        setFrom(number);
        copy(model ? settingsOf(model) : {});
      }}
      data={[
        { value: "", label: t("adjust.fromNone") },
        ...models.map(({ id, number, filename }) => ({
          value: String(id),
          label: t("adjust.photo", { number, name: filename }),
        })),
      ]}
    />
  );
}

const focusOn = (button: HTMLButtonElement | null) => button?.focus();

interface RefusalsProps {
  result: BatchResult;
  photos: readonly Photo[];
  close(): void;
}

/** What could not be edited again, photo by photo. */
function Refusals({ result, photos, close }: RefusalsProps) {
  const { t } = useTranslation("sessions");
  const text = useProblemText();
  return (
    <Stack gap="md">
      <div role="alert">
        {result.done > 0 && <Text>{t("batch.edited", { count: result.done })}</Text>}
        <Text fw={600}>{t("adjust.refused", { count: result.refused.length })}</Text>
        <ul>
          {result.refused.map(({ photo, why }) => {
            const one = photos.find(({ id }) => id === photo);
            return (
              <li key={photo}>
                <bdi>{t("adjust.photo", { number: one?.number ?? photo, name: one?.filename ?? "" })}</bdi>:{" "}
                {text(why)}
              </li>
            );
          })}
        </ul>
      </div>
      <Group justify="flex-end">
        <Button ref={focusOn} onClick={close}>
          {t("adjust.close")}
        </Button>
      </Group>
    </Stack>
  );
}
