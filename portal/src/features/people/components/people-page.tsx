import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { PageHead } from "@/components/page-head";
import { useWhose, WhoseChoice } from "@/components/whose";
import { Keys } from "./keys";
import { People } from "./people";

/** Who may come in: people with accounts, and devices and programs with keys. */
export function PeoplePage() {
  const { t } = useTranslation("people");
  const franchise = useWhose();
  return (
    <Stack gap={40} maw={1280} mx="auto">
      <PageHead title={t("title")}>
        <WhoseChoice all={t("all")} />
      </PageHead>
      <People franchise={franchise} />
      <Keys franchise={franchise} key={franchise} />
    </Stack>
  );
}
