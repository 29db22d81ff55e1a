import { Center, Paper, Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { LanguageChoice } from "@/features/shell/components/language-choice";

/** A page for whoever is not signed in. */
export function OpenPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Center mih="100vh" p="md" component="main">
      <Stack w="min(24rem, 100%)">
        <Title order={1} size="h2">
          {title}
        </Title>
        <Paper p="lg" shadow="sm">
          {children}
        </Paper>
        <LanguageChoice />
      </Stack>
    </Center>
  );
}
