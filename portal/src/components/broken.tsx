import { Button, Stack, Text, Title } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { useProblemText } from "./problem-text";

/** A page that could not be shown: says why, and offers to try again. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation("shell");
  const text = useProblemText();
  // a script or style that did not come is not asked for again until all is loaded anew
  const lost = error instanceof Problem && error.status === 0;
  return (
    <Stack align="flex-start" p="xl" role="alert">
      <Title order={2}>{t("broken.title")}</Title>
      <Text>{text(error)}</Text>
      <Button onClick={lost ? () => window.location.reload() : reset}>{t("again")}</Button>
    </Stack>
  );
}
