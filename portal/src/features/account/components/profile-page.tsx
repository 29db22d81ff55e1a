import { SimpleGrid, Stack, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Factors } from "./factors";
import { Password } from "./password";
import { SignIns } from "./sign-ins";

/** One's own account: second factors, password, and where one is signed in. */
export function ProfilePage() {
  const { t } = useTranslation("account");
  return (
    <Stack maw={1000}>
      <Title order={1} size="h2">
        {t("profile")}
      </Title>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Factors />
        <Password />
      </SimpleGrid>
      <SignIns />
    </Stack>
  );
}
