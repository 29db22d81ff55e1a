import { Divider, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { meKey } from "@/features/sign-in/api/me";
import { Codes } from "./codes";
import { NewApp } from "./new-app";
import { NewPasskey } from "./new-passkey";

/** For who has to have a second factor, and has none yet. */
export function Enrol() {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const [codes, setCodes] = useState<string[]>();
  if (codes)
    return <Codes codes={codes} onKept={() => void queries.invalidateQueries({ queryKey: meKey })} />;
  return (
    <Stack>
      <Title order={2} size="h4">
        {t("enrol.title")}
      </Title>
      <Text size="sm">{t("enrol.text")}</Text>
      <NewApp onAdded={setCodes} />
      <Divider label={t("or")} />
      <NewPasskey onAdded={setCodes} />
    </Stack>
  );
}
