import { Alert, Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { onProofAsked } from "@/api/proof";
import { useProblemText } from "@/components/problem-text";
import type { Me } from "@/features/sign-in/api/me";
import { useProve, useProveByPasskey } from "../api/account";

/** Asks for one more proof before something that can't be undone; what was asked for then goes on by itself. */
export function ProofDialog({ me }: { me: Me }) {
  const { t } = useTranslation("account");
  const text = useProblemText();
  const [waiting, setWaiting] = useState<(proved: boolean) => void>();
  const [given, setGiven] = useState("");
  const prove = useProve();
  const passkey = useProveByPasskey();
  const byApp = me.second?.includes("totp") ?? false;
  const byPasskey = me.second?.includes("passkey") ?? false;
  const failed = prove.error ?? passkey.error;

  useEffect(() => onProofAsked((answer) => setWaiting(() => answer)), []);

  function close(proved: boolean) {
    waiting?.(proved);
    setWaiting(undefined);
    setGiven("");
    prove.reset();
    passkey.reset();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    prove.mutate(byApp ? { totp: given.replaceAll(" ", "") } : { password: given }, {
      onSuccess: () => close(true),
    });
  }

  return (
    <Modal
      opened={waiting !== undefined}
      onClose={() => close(false)}
      title={t("proof.title")}
      centered
      zIndex={400}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t("proof.text")}</Text>
          {byApp && (
            <TextInput
              label={t("proof.code")}
              inputMode="numeric"
              autoComplete="one-time-code"
              data-autofocus
              value={given}
              onChange={(event) => setGiven(event.currentTarget.value)}
            />
          )}
          {!byApp && !byPasskey && (
            <PasswordInput
              label={t("proof.password")}
              autoComplete="current-password"
              data-autofocus
              value={given}
              onChange={(event) => setGiven(event.currentTarget.value)}
              visibilityToggleButtonProps={{ "aria-label": t("showPassword") }}
            />
          )}
          {failed && (
            <Alert color="red" role="alert">
              {text(failed)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => close(false)}>
              {t("cancel")}
            </Button>
            {byPasskey && (
              <Button
                variant={byApp ? "default" : "filled"}
                leftSection={<IconFingerprint size={18} aria-hidden />}
                loading={passkey.isPending}
                onClick={() => passkey.mutate(undefined, { onSuccess: () => close(true) })}
              >
                {t("proof.passkey")}
              </Button>
            )}
            {(byApp || !byPasskey) && (
              <Button type="submit" loading={prove.isPending} disabled={given === ""}>
                {t("proof.go")}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
