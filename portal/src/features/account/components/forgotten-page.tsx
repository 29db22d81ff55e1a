import { Alert, Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/components/problem-text";
import { useAskLink } from "../api/account";
import { OpenPage } from "./open-page";

/** Has a link sent by which a new password is chosen. */
export function ForgottenPage() {
  const { t } = useTranslation("account");
  const text = useProblemText();
  const [email, setEmail] = useState("");
  const ask = useAskLink();

  function submit(event: FormEvent) {
    event.preventDefault();
    ask.mutate(email);
  }

  return (
    <OpenPage title={t("forgotten.title")}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t("forgotten.text")}</Text>
          <TextInput
            label={t("forgotten.email")}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          {ask.isError && (
            <Alert color="red" role="alert">
              {text(ask.error)}
            </Alert>
          )}
          {ask.isSuccess && <Alert role="status">{t("forgotten.sent")}</Alert>}
          <Button type="submit" loading={ask.isPending}>
            {t("forgotten.send")}
          </Button>
          <Anchor size="sm" href="/portal/">
            {t("back")}
          </Anchor>
        </Stack>
      </form>
    </OpenPage>
  );
}
