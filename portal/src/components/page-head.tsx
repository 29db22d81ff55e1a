import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface PageHeadProps {
  title: string;
  text?: string;
  children?: ReactNode;
}

/** A page's name, what it is for, and what can be done with all of it. */
export function PageHead({ title, text, children }: PageHeadProps) {
  return (
    <Group justify="space-between" align="flex-end" gap="md">
      <Stack gap={2}>
        <Title order={1} size="h2">
          {title}
        </Title>
        {text && <Text c="var(--portal-ink-soft)">{text}</Text>}
      </Stack>
      <Group gap="sm">{children}</Group>
    </Group>
  );
}
