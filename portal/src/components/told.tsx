import { Alert, Button, Center, Group, Loader, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { type Icon, IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "./problem-text";
import { useTelling } from "./telling";

/** Something is on its way. */
export function Loading({ label }: { label?: string }) {
  const { t } = useTranslation("shell");
  return (
    <Center p="xl" role="status">
      <Loader role="img" aria-label={label ?? t("loading")} />
    </Center>
  );
}

interface EmptyProps {
  icon: Icon;
  title: string;
  text: string;
  action?: ReactNode;
}

/** There is nothing yet; says what would be here and how it comes to be. */
export function Empty({ icon: Sign, title, text, action }: EmptyProps) {
  return (
    <Center py={64}>
      <Stack align="center" maw={420} gap="sm">
        <ThemeIcon size={64} radius="xl" variant="light">
          <Sign size={32} aria-hidden />
        </ThemeIcon>
        <Title order={3} ta="center">
          {title}
        </Title>
        <Text ta="center" c="var(--portal-ink-soft)">
          {text}
        </Text>
        {action}
      </Stack>
    </Center>
  );
}

interface FailedProps {
  error: unknown;
  again?: () => void;
  /** Whether this is where the error belongs; see `Untold`. */
  telling?: boolean;
}

/** Something failed; says why, and offers to try again. */
export function Failed({ error, again, telling = true }: FailedProps) {
  useTelling(telling ? error : undefined);
  const { t } = useTranslation("shell");
  const text = useProblemText();
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t("problem.title")} role="alert">
      <Group justify="space-between">
        <Text size="sm">{text(error)}</Text>
        {again && (
          <Button size="xs" variant="default" onClick={again}>
            {t("again")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
