import { Button, Stack, TextInput } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useTyped } from "@/components/leave-guard";
import { useProblemText } from "@/components/problem-text";
import { useAddPasskey } from "../api/account";

/** Adds a passkey of this device. */
export function NewPasskey({ onAdded }: { onAdded: (codes: string[]) => void }) {
  const { t } = useTranslation("account");
  const text = useProblemText();
  const [name, setName] = useState("");
  const add = useAddPasskey();
  useTyped(name.trim() !== "");
  return (
    <Stack>
      <TextInput
        label={t("passkeys.name")}
        placeholder={t("passkeys.example")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={add.error ? text(add.error) : undefined}
      />
      <Button
        w="fit-content"
        variant="default"
        leftSection={<IconFingerprint size={18} aria-hidden />}
        disabled={name.trim() === ""}
        loading={add.isPending}
        onClick={() =>
          add.mutate(name.trim(), {
            onSuccess: (codes) => {
              setName("");
              onAdded(codes);
            },
          })
        }
      >
        {t("passkeys.add")}
      </Button>
    </Stack>
  );
}
