import { Button, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** An address that leads nowhere. */
export function NothingHere() {
  const { t } = useTranslation("shell");
  return (
    <Stack align="flex-start" p="xl">
      <Title order={2}>{t("lost.title")}</Title>
      <Text>{t("lost.text")}</Text>
      <Button component="a" href="/portal/">
        {t("lost.home")}
      </Button>
    </Stack>
  );
}
