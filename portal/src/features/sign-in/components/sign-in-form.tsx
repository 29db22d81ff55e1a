import { Alert, Anchor, Button, Divider, PasswordInput, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/components/problem-text";
import { usePasskey, useSignIn } from "../api/me";
import { PasskeyButton } from "./passkey-button";

/** E-mail and password, or a passkey alone. */
export function SignInForm() {
  const { t } = useTranslation("sign-in");
  const text = useProblemText();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useSignIn();
  const passkey = usePasskey({ second: false });
  const failed = signIn.error ?? passkey.error;

  function submit(event: FormEvent) {
    event.preventDefault();
    signIn.mutate({ email, password });
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t("email")}
          type="email"
          autoComplete="username webauthn"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("password")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t("showPassword") }}
        />
        {failed && (
          <Alert color="red" role="alert">
            {text(failed)}
          </Alert>
        )}
        <Button type="submit" loading={signIn.isPending}>
          {t("signIn")}
        </Button>
        <Divider label={t("or")} />
        <PasskeyButton passkey={passkey} />
        <Anchor size="sm" href="/portal/forgotten">
          {t("forgotten")}
        </Anchor>
        <Anchor size="sm" href="/v1/sign-in/sso">
          {t("sso")}
        </Anchor>
      </Stack>
    </form>
  );
}
