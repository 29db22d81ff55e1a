import { Alert, Button, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/components/problem-text";
import { type Me, usePasskey, useSecondFactor } from "../api/me";
import { PasskeyButton } from "./passkey-button";

/** The second factor of a sign-in that was begun. */
export function SecondFactorForm({ me }: { me: Me }) {
  const { t } = useTranslation("sign-in");
  const text = useProblemText();
  const [method, setMethod] = useState<"totp" | "recovery">("totp");
  const [code, setCode] = useState("");
  const second = useSecondFactor();
  const passkey = usePasskey({ second: true });
  const failed = second.error ?? passkey.error;

  function submit(event: FormEvent) {
    event.preventDefault();
    second.mutate({ method, code: code.replaceAll(" ", "") });
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <SegmentedControl
          value={method}
          onChange={(chosen) => setMethod(chosen as "totp" | "recovery")}
          data={[
            { value: "totp", label: t("totp") },
            { value: "recovery", label: t("recovery") },
          ]}
        />
        <TextInput
          label={method === "totp" ? t("totpCode") : t("recoveryCode")}
          autoComplete="one-time-code"
          inputMode={method === "totp" ? "numeric" : "text"}
          required
          withAsterisk={false}
          data-autofocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {failed && (
          <Alert color="red" role="alert">
            {text(failed)}
          </Alert>
        )}
        <Button type="submit" loading={second.isPending}>
          {t("continue")}
        </Button>
        {me.second?.includes("passkey") && <PasskeyButton passkey={passkey} />}
      </Stack>
    </form>
  );
}
