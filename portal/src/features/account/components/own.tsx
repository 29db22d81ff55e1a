import { Alert, Button, NativeSelect, Paper, Stack, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useTyped } from "@/components/leave-guard";
import { Failed } from "@/components/told";
import type { Me } from "@/features/sign-in/api/me";
import { chooseLanguage, LANGUAGES, type Language, languageNow } from "@/i18n";
import { useChangeMe } from "../api/own";

/** What one is called, and the language of the pages and of mails. */
export function Own({ me }: { me: Me }) {
  const { t } = useTranslation("account");
  const language = me.locale ?? languageNow();
  const [name, setName] = useState(me.name);
  const [chosen, setChosen] = useState<Language>();
  const change = useChangeMe();
  const locale = chosen ?? language;
  const same = (name.trim() === me.name || name.trim() === "") && locale === language;
  useTyped(!same);

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate(
      { name: name.trim() || me.name, locale },
      {
        onSuccess: (kept) => {
          setName(kept.name);
          setChosen(undefined);
          if (chosen) void chooseLanguage(chosen);
        },
      },
    );
  }

  return (
    <Paper p="lg">
      <form onSubmit={submit}>
        <Stack>
          <Title order={2} size="h4">
            {t("own.title")}
          </Title>
          <TextInput
            label={t("own.name")}
            autoComplete="name"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t("own.language")}
            description={t("own.languageText")}
            value={locale}
            onChange={(event) => setChosen(event.currentTarget.value as Language)}
            data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
          />
          {change.isError && <Failed error={change.error} />}
          {change.isSuccess && same && <Alert role="status">{t("own.saved")}</Alert>}
          <Button type="submit" disabled={same} loading={change.isPending} w="fit-content">
            {t("own.save")}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}
