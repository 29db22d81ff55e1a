import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failed, Loading } from "@/components/told";
import { useFactors, useNewCodes, useRemovePasskey, useRemoveTotp } from "../api/account";
import { Codes } from "./codes";
import { NewApp } from "./new-app";
import { NewPasskey } from "./new-passkey";

/** One's second factors: an authenticator app, passkeys, recovery codes. */
export function Factors() {
  const { t, i18n } = useTranslation("account");
  const [codes, setCodes] = useState<string[]>([]);
  const factors = useFactors();
  const removeApp = useRemoveTotp();
  const removePasskey = useRemovePasskey();
  const newCodes = useNewCodes();
  const failed = removeApp.error ?? removePasskey.error ?? newCodes.error;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium" });

  return (
    <Paper p="lg">
      <Stack>
        <Title order={2} size="h4">
          {t("factors")}
        </Title>
        {factors.isPending && <Loading />}
        {factors.isError && <Failed error={factors.error} again={() => void factors.refetch()} />}
        {codes.length > 0 && <Codes codes={codes} onKept={() => setCodes([])} />}
        {failed && <Failed error={failed} />}
        {factors.data && (
          <>
            {factors.data.totp ? (
              <Group justify="space-between">
                <Text>{t("app.there")}</Text>
                <Button
                  variant="default"
                  size="xs"
                  loading={removeApp.isPending}
                  onClick={() => removeApp.mutate(undefined)}
                >
                  {t("remove")}
                </Button>
              </Group>
            ) : (
              <NewApp onAdded={setCodes} />
            )}
            {factors.data.passkeys.map((one) => (
              <Group key={one.id} justify="space-between">
                <Stack gap={0}>
                  <Text component="bdi">{one.name}</Text>
                  <Text size="xs" c="var(--portal-ink-soft)">
                    {t("passkeys.since", { day: day.format(new Date(one.created_at)) })}
                  </Text>
                </Stack>
                <Button
                  variant="default"
                  size="xs"
                  aria-label={t("passkeys.remove", { name: one.name })}
                  loading={removePasskey.isPending && removePasskey.variables === one.id}
                  onClick={() => removePasskey.mutate(one.id)}
                >
                  {t("remove")}
                </Button>
              </Group>
            ))}
            <NewPasskey onAdded={setCodes} />
            {(factors.data.totp || factors.data.passkeys.length > 0) && (
              <Group justify="space-between">
                <Text size="sm">{t("codes.left", { count: factors.data.codes_left })}</Text>
                <Button
                  variant="default"
                  size="xs"
                  loading={newCodes.isPending}
                  onClick={() => newCodes.mutate(undefined, { onSuccess: setCodes })}
                >
                  {t("codes.anew")}
                </Button>
              </Group>
            )}
          </>
        )}
      </Stack>
    </Paper>
  );
}
