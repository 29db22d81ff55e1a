import { Button, Stack, Text, Title } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useProblemText } from "./problem-text";

/** A page that could not be shown: says why, and offers to try again. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation("shell");
  const text = useProblemText();
  return (
    <Stack align="flex-start" p="xl" role="alert">
      <Title order={2}>{t("broken.title")}</Title>
      <Text>{text(error)}</Text>
      <Button onClick={reset}>{t("again")}</Button>
    </Stack>
  );
}
