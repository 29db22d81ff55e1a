import { Button, SimpleGrid, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/section";
import { Failed, Loading } from "@/components/told";
import { type Style, useStyles } from "../api/brand";
import { StyleEditor } from "./style-editor";

/** A franchise's own styles, and those to begin from. */
export function StylesView({ franchise }: { franchise: string }) {
  const { t } = useTranslation("brand");
  const [open, setOpen] = useState<Style>();
  const styles = useStyles(franchise);
  if (styles.isLoadingError) return <Failed error={styles.error} again={() => void styles.refetch()} />;
  if (styles.isPending) return <Loading />;
  if (open) {
    return (
      <Section title={open.own ? open.label : t("styles.new")}>
        <StyleEditor franchise={franchise} style={open} onDone={() => setOpen(undefined)} />
      </Section>
    );
  }
  const own = styles.data.filter((one) => one.own);
  return (
    <Stack gap={40}>
      <Section title={t("styles.own")}>
        {own.length === 0 && <Text c="var(--portal-ink-soft)">{t("styles.none")}</Text>}
        <Choices styles={own} label="edit" onOpen={setOpen} />
      </Section>
      <Section title={t("styles.builtIn")}>
        <Choices styles={styles.data.filter((one) => !one.own)} label="begin" onOpen={setOpen} />
      </Section>
    </Stack>
  );
}

interface ChoicesProps {
  styles: Style[];
  label: "edit" | "begin";
  onOpen: (style: Style) => void;
}

function Choices({ styles, label, onOpen }: ChoicesProps) {
  const { t } = useTranslation("brand");
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 4 }}>
      {styles.map((one) => (
        <Button
          key={one.name}
          variant="default"
          justify="flex-start"
          h="auto"
          py="sm"
          aria-label={t(`styles.${label}`, { name: one.label })}
          onClick={() => onOpen(one)}
          styles={{ label: { whiteSpace: "normal", textAlign: "start" } }}
        >
          <bdi>{one.label}</bdi>
        </Button>
      ))}
    </SimpleGrid>
  );
}
