import { SimpleGrid, Stack, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { AsksForAll } from "@/components/leave-guard";
import { useMe } from "@/features/sign-in/api/me";
import { Address } from "./address";
import { Factors } from "./factors";
import { Own } from "./own";
import { Password } from "./password";
import { SignIns } from "./sign-ins";

/** One's own account: name, language, address, second factors, password, and where one is signed in. */
export function ProfilePage() {
  const { t } = useTranslation("account");
  const me = useMe().data;
  return (
    <Stack maw={1000}>
      <Title order={1} size="h2">
        {t("profile")}
      </Title>
      <AsksForAll>
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          {me && <Own me={me} />}
          {me?.email && <Address email={me.email} />}
          <Factors />
          <Password />
        </SimpleGrid>
      </AsksForAll>
      <SignIns />
    </Stack>
  );
}
