import { Alert, Button, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useTyped } from "@/components/leave-guard";
import { Failed } from "@/components/told";
import { useAskAddress } from "../api/own";

/** The address that one signs in with; another one counts once the link that is sent there was opened. */
export function Address({ email }: { email: string }) {
  const { t } = useTranslation("account");
  const [wanted, setWanted] = useState("");
  const ask = useAskAddress();
  useTyped(wanted.trim() !== "");

  function submit(event: FormEvent) {
    event.preventDefault();
    ask.mutate(wanted.trim(), { onSuccess: () => setWanted("") });
  }

  return (
    <Paper p="lg">
      <form onSubmit={submit}>
        <Stack>
          <Title order={2} size="h4">
            {t("address.title")}
          </Title>
          <Text style={{ overflowWrap: "anywhere" }}>{t("address.now", { email })}</Text>
          <TextInput
            label={t("address.new")}
            description={t("address.text")}
            type="email"
            autoComplete="email"
            maxLength={254}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
          {ask.isError && <Failed error={ask.error} />}
          {ask.isSuccess && (
            <Alert role="status" style={{ overflowWrap: "anywhere" }}>
              {t("address.sent", { email: ask.variables })}
            </Alert>
          )}
          <Button type="submit" disabled={wanted.trim() === ""} loading={ask.isPending} w="fit-content">
            {t("address.send")}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}
