import { Center, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { BrandName } from "@/components/brand-name";
import { Enrol } from "@/features/account/components/enrol";
import { LanguageChoice } from "@/features/shell/components/language-choice";
import type { Me } from "../api/me";
import { SecondFactorForm } from "./second-factor-form";
import { SignInForm } from "./sign-in-form";

/** What is shown of the way in, by how far somebody has come. */
export function WayIn({ me }: { me: Me | null }) {
  if (me?.level === "half") return <SecondFactorForm me={me} />;
  if (me?.level === "enrolling") return <Enrol />;
  return <SignInForm />;
}

/** The page for whoever is not signed in. */
export function SignInPage({ me }: { me: Me | null }) {
  const { t } = useTranslation("sign-in");
  return (
    <Center mih="100vh" p="md" component="main">
      <Stack w="min(24rem, 100%)">
        <Title order={1} size="h2">
          <BrandName size="xl" />
        </Title>
        <Text c="var(--portal-ink-soft)">{t("welcome")}</Text>
        <Paper p="lg" shadow="sm">
          <WayIn me={me} />
        </Paper>
        <LanguageChoice />
      </Stack>
    </Center>
  );
}
