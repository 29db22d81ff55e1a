import { Alert, Button, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttempt } from "@/api/attempt";
import { CopiedKey } from "@/components/copied-key";
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
  const leave = () => {
    setFounded(undefined);
    close();
  };
  return (
    <Modal
      opened={opened}
      onClose={leave}
      title={founded ? t("found.done", founded) : t("found.title")}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={!founded}
      withCloseButton={!founded}
    >
      {founded ? <Keys founded={founded} onKept={leave} /> : <Form onFounded={setFounded} />}
    </Modal>
  );
}

function Form({ onFounded }: { onFounded: (founded: Founded) => void }) {
  const { t } = useTranslation("office");
  const [draft, setDraft] = useState(EMPTY);
  const found = useFound();
  const attempt = useAttempt();

  function submit(event: FormEvent) {
    event.preventDefault();
    const body = { ...draft, name: draft.name.trim() };
    found.mutate(
      { body, key: attempt.keyOf(body) },
      {
        onSuccess: (made) => {
          attempt.over();
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
