import { Alert, Button, Code, Group, Image, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useTyped } from "@/components/leave-guard";
import { useProblemText } from "@/components/problem-text";
import { useBeginTotp, useConfirmTotp } from "../api/account";

/** Adds an authenticator app: scan, then confirm with its code. */
export function NewApp({ onAdded }: { onAdded: (codes: string[]) => void }) {
  const { t } = useTranslation("account");
  const text = useProblemText();
  const [code, setCode] = useState("");
  const begin = useBeginTotp();
  const confirm = useConfirmTotp();
  useTyped(code !== "" && !confirm.isSuccess);

  function submit(event: FormEvent) {
    event.preventDefault();
    confirm.mutate(code.replaceAll(" ", ""), { onSuccess: onAdded });
  }

  if (!begin.data) {
    return (
      <Stack align="flex-start">
        {begin.error && (
          <Alert color="red" role="alert">
            {text(begin.error)}
          </Alert>
        )}
        <Button
          h="auto"
          mih={36}
          py={6}
          maw="100%"
          // its words are long in some languages, and phones are narrow
          styles={{ label: { whiteSpace: "normal", lineHeight: 1.3 } }}
          onClick={() => begin.mutate()}
          loading={begin.isPending}
        >
          {t("app.begin")}
        </Button>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t("app.scan")}</Text>
        <Group align="flex-start">
          <Image
            src={`data:image/svg+xml;utf8,${encodeURIComponent(begin.data.picture)}`}
            alt={t("app.picture")}
            w={180}
            h={180}
            bg="white"
            p="xs"
            radius="md"
          />
          <Stack gap="xs" maw={260}>
            <Text size="sm">{t("app.typed")}</Text>
            <Code block>{begin.data.secret}</Code>
          </Stack>
        </Group>
        <TextInput
          label={t("app.code")}
          inputMode="numeric"
          autoComplete="one-time-code"
          maw={260}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={confirm.error ? text(confirm.error) : undefined}
        />
        <Button type="submit" loading={confirm.isPending} disabled={code === ""} w="fit-content">
          {t("app.confirm")}
        </Button>
      </Stack>
    </form>
  );
}
