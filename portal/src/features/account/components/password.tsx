import { Alert, Button, Paper, Stack, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Failed } from "@/components/told";
import { useChangePassword } from "../api/account";
import { NewPassword } from "./new-password";

/** Changes one's password; all other sign-ins end with it. */
export function Password() {
  const { t } = useTranslation("account");
  const [password, setPassword] = useState("");
  const [times, setTimes] = useState(0);
  const change = useChangePassword();

  function submit(event: FormEvent) {
    event.preventDefault();
    change.mutate(password, {
      onSuccess: () => {
        setPassword("");
        setTimes(times + 1);
      },
    });
  }

  return (
    <Paper p="lg">
      <form onSubmit={submit}>
        <Stack>
          <Title order={2} size="h4">
            {t("password.title")}
          </Title>
          <NewPassword key={times} onChosen={setPassword} />
          {change.isError && <Failed error={change.error} />}
          {change.data && <Alert role="status">{t("password.changed", { count: change.data.ended })}</Alert>}
          <Button type="submit" disabled={password === ""} loading={change.isPending} w="fit-content">
            {t("password.change")}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}
