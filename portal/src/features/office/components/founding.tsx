import { Alert, Button, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttempt } from "@/api/attempt";
import { changesOf } from "@/api/draft";
import { CopiedKey } from "@/components/copied-key";
import { FormDialog, type InDialog, useAsked } from "@/components/form-dialog";
import { TimezoneChoice } from "@/components/timezones";
import { Failed } from "@/components/told";
import { type Founded, useFound } from "../api/office";

/** Where the service can keep photos. */
const REGIONS = ["us-east-1", "us-west-2", "eu-west-1"];
const EMPTY = { name: "", region: "", timezone: Intl.DateTimeFormat().resolvedOptions().timeZone };

/** Founds a franchise, and shows its keys this once. */
export function Founding({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useTranslation("office");
  const [founded, setFounded] = useState<Founded>();
  const kept = () => setFounded(undefined);
  return (
    <>
      <FormDialog opened={opened} close={close} title={t("found.title")} size="lg">
        {(dialog) => <Form dialog={dialog} onFounded={setFounded} />}
      </FormDialog>
      <Modal
        opened={founded !== undefined}
        onClose={kept}
        title={founded && t("found.done", founded)}
        size="lg"
        closeOnClickOutside={false}
        closeOnEscape={false}
        withCloseButton={false}
      >
        {founded && <Keys founded={founded} onKept={kept} />}
      </Modal>
    </>
  );
}

interface FormProps {
  dialog: InDialog;
  onFounded: (founded: Founded) => void;
}

function Form({ dialog, onFounded }: FormProps) {
  const { t } = useTranslation("office");
  const [draft, setDraft] = useState(EMPTY);
  const found = useFound();
  const attempt = useAttempt();
  // not kept in leaving: its keys are shown this once
  useAsked(dialog, Object.keys(changesOf(EMPTY, draft)).length > 0 ? "part" : undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    const body = { ...draft, name: draft.name.trim() };
    found.mutate(
      { body, key: attempt.keyOf(body) },
      {
        onSuccess: (made) => {
          attempt.over();
          dialog.done();
          onFounded(made);
        },
      },
    );
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t("found.name")}
          required
          dir="auto"
          data-autofocus
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <Select
          label={t("found.region")}
          description={t("found.regionHint")}
          required
          allowDeselect={false}
          data={REGIONS}
          value={draft.region || null}
          onChange={(region) => setDraft({ ...draft, region: region ?? "" })}
        />
        <TimezoneChoice
          label={t("found.timezone")}
          description={t("found.timezoneHint")}
          value={draft.timezone}
          onChange={(timezone) => setDraft({ ...draft, timezone: timezone ?? "UTC" })}
        />
        {found.isError && <Failed error={found.error} />}
        <Button type="submit" loading={found.isPending} disabled={!draft.name.trim() || !draft.region}>
          {t("found.go")}
        </Button>
      </Stack>
    </form>
  );
}

function Keys({ founded, onKept }: { founded: Founded; onKept: () => void }) {
  const { t } = useTranslation("office");
  const names: Record<string, string> = { franchise: t("found.franchiseKey"), upload: t("found.uploadKey") };
  return (
    <Stack>
      <Alert color="amber" icon={<IconKey aria-hidden />}>
        <Text size="sm">{t("found.once")}</Text>
      </Alert>
      {Object.entries(founded.keys).map(([role, key]) => (
        <CopiedKey key={role} name={names[role] ?? role} secret={key} />
      ))}
      <Button onClick={onKept}>{t("found.kept")}</Button>
    </Stack>
  );
}
