import { Alert, Button, Stack, Text } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/components/problem-text";
import { useChoosePassword } from "../api/account";
import { NewPassword } from "./new-password";
import { OpenPage } from "./open-page";

/** What stands behind the # of the link that was sent: browsers never send it to anybody. */
const TOKEN = window.location.hash.slice(1);

/** A password is chosen by the link of an invitation, or of a reset. */
export function WelcomePage() {
  const { t } = useTranslation("account");
  const text = useProblemText();
  const [password, setPassword] = useState("");
  const choose = useChoosePassword();

  useEffect(() => window.history.replaceState(null, "", window.location.pathname), []);

  function submit(event: FormEvent) {
    event.preventDefault();
    choose.mutate({ token: TOKEN, password });
  }

  if (!TOKEN) return <OpenPage title={t("welcome.title")}>{t("welcome.noLink")}</OpenPage>;
  if (choose.isSuccess) {
    return (
      <OpenPage title={t("welcome.title")}>
        <Stack>
          <Text role="status">{t("welcome.done")}</Text>
          <Button component="a" href="/portal/">
            {t("welcome.signIn")}
          </Button>
        </Stack>
      </OpenPage>
    );
  }
  return (
    <OpenPage title={t("welcome.title")}>
      <form onSubmit={submit}>
        <Stack>
          <NewPassword onChosen={setPassword} />
          {choose.isError && (
            <Alert color="red" role="alert">
              {text(choose.error)}
            </Alert>
          )}
          <Button type="submit" loading={choose.isPending} disabled={password === ""}>
            {t("welcome.choose")}
          </Button>
        </Stack>
      </form>
    </OpenPage>
  );
}
