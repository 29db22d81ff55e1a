import { Button, Modal, Stack, Text, TextInput, Title, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Asked } from "@/components/asked";
import { FormDialog } from "@/components/form-dialog";
import { groupsOf } from "@/components/groups";
import { Section } from "@/components/section";
import { Failed, Loading } from "@/components/told";
import { type Backdrop, pictureOf, useBackdrops, useWithdrawBackdrop } from "../api/brand";
import classes from "./brand.module.css";
import { useFamily } from "./families";
import { NewBackdrop } from "./new-backdrop";
import { RealPreview } from "./real-preview";

/** All backdrops, family by family; each can be seen with a photo of the studio's. */
export function BackdropsView({ franchise }: { franchise: string }) {
  const { t, i18n } = useTranslation("brand");
  const family = useFamily();
  const [adding, dialog] = useDisclosure();
  const [words, setWords] = useState("");
  const [seen, setSeen] = useState<Backdrop>();
  const backdrops = useBackdrops(franchise);
  const asked = words.trim().toLocaleLowerCase(i18n.language);
  const found = (backdrops.data ?? []).filter((one) =>
    `${one.label} ${family(one)}`.toLocaleLowerCase(i18n.language).includes(asked),
  );
  const hasOwn = backdrops.data?.some((one) => one.own);
  return (
    <Section
      title={t("views.backdrops")}
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={dialog.open}>
          {t("backdrops.add")}
        </Button>
      }
    >
      <Stack gap="xl">
        <TextInput
          type="search"
          maw={420}
          aria-label={t("backdrops.search")}
          placeholder={t("backdrops.search")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {backdrops.isError && <Failed error={backdrops.error} again={() => void backdrops.refetch()} />}
        {backdrops.isPending && <Loading />}
        {backdrops.isSuccess && !hasOwn && !asked && (
          <Text c="var(--portal-ink-soft)">{t("backdrops.none")}</Text>
        )}
        {backdrops.isSuccess && found.length === 0 && <Text>{t("backdrops.notFound")}</Text>}
        {groupsOf(found, family).map(([name, items]) => (
          <div key={name}>
            <Title order={3} size="h5" mb="sm">
              {name}
            </Title>
            <ul className={classes.gallery}>
              {items.map((one) => (
                <li key={one.name}>
                  <UnstyledButton
                    className={classes.backdrop}
                    aria-label={t("backdrops.see", { name: one.label })}
                    onClick={() => setSeen(one)}
                  >
                    <img className={classes.picture} src={pictureOf(one.name)} alt="" loading="lazy" />
                    <Text size="sm" mt={4}>
                      <bdi>{one.label}</bdi>
                    </Text>
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </Stack>
      <FormDialog opened={adding} close={dialog.close} title={t("backdrops.add")}>
        {(inside) => <NewBackdrop franchise={franchise} dialog={inside} />}
      </FormDialog>
      <Modal opened={seen !== undefined} onClose={() => setSeen(undefined)} title={seen?.label} size="xl">
        {seen && <Seen franchise={franchise} backdrop={seen} onGone={() => setSeen(undefined)} />}
      </Modal>
    </Section>
  );
}

interface SeenProps {
  franchise: string;
  backdrop: Backdrop;
  onGone: () => void;
}

function Seen({ franchise, backdrop, onGone }: SeenProps) {
  const { t } = useTranslation("brand");
  const [asking, dialog] = useDisclosure();
  const withdraw = useWithdrawBackdrop();
  return (
    <Stack>
      <RealPreview
        franchise={franchise}
        adjustments={{ backdrop: backdrop.name }}
        instead={pictureOf(backdrop.name)}
      />
      {backdrop.own && (
        <Button variant="default" w="fit-content" onClick={dialog.open}>
          {t("backdrops.withdrawOf", { name: backdrop.label })}
        </Button>
      )}
      <Asked
        opened={asking}
        title={t("backdrops.withdrawOf", { name: backdrop.label })}
        text={t("backdrops.withdrawText")}
        go={t("backdrops.withdraw")}
        close={dialog.close}
        going={withdraw.isPending}
        error={withdraw.error}
        onGo={() => withdraw.mutate(backdrop.name, { onSuccess: onGone })}
      />
    </Stack>
  );
}
