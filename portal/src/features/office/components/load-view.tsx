import { Button, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBuildingStore, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/section";
import { Empty, Failed, Loading } from "@/components/told";
import { useLoad } from "../api/office";
import { Founding } from "./founding";
import { LoadTable } from "./load-table";
import { Regions } from "./regions";

/** All studios at a glance, and the way to found another. */
export function LoadView() {
  const { t } = useTranslation("office");
  const [founding, dialog] = useDisclosure();
  const load = useLoad();
  const found = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={dialog.open}>
      {t("found.title")}
    </Button>
  );
  return (
    <Stack gap="xl">
      {load.isError && <Failed error={load.error} again={() => void load.refetch()} />}
      {load.isPending && <Loading />}
      {load.data?.length === 0 && (
        <Empty
          icon={IconBuildingStore}
          title={t("load.none.title")}
          text={t("load.none.text")}
          action={found}
        />
      )}
      {load.data && load.data.length > 0 && (
        <>
          <Section title={t("views.load")} actions={found}>
            <LoadTable rows={load.data} />
          </Section>
          <Section title={t("regions.title")}>
            <Regions rows={load.data} />
          </Section>
        </>
      )}
      <Founding opened={founding} close={dialog.close} />
    </Stack>
  );
}
