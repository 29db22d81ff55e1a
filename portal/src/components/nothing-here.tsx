import { Button, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** An address that leads nowhere. */
export function NothingHere() {
  return <Instead of="lost" />;
}

/** An address that leads to somebody else's page. */
export function NotYours() {
  return <Instead of="notYours" />;
}

function Instead({ of }: { of: "lost" | "notYours" }) {
  const { t } = useTranslation("shell");
  return (
    <Stack align="flex-start" p="xl">
      <Title order={2}>{t(`${of}.title`)}</Title>
      <Text>{t(`${of}.text`)}</Text>
      <Button component="a" href="/portal/">
        {t("lost.home")}
      </Button>
    </Stack>
  );
}
