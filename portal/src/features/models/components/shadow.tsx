import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/section";
import { Failed } from "@/components/told";
import { shareOf } from "../api/limits";
import { useShadow } from "../api/models";
import classes from "./models.module.css";
import { useShares } from "./shares";
import { Reached } from "./trial";

/** The model whose scores are kept without counting; nothing where there is none. */
export function ShadowSection() {
  const { t } = useTranslation("models");
  const { share } = useShares();
  const shadow = useShadow();
  if (shadow.isLoadingError) return <Failed error={shadow.error} again={() => void shadow.refetch()} />;
  if (!shadow.data?.model) return null;
  const { model, edits, published, would_publish, edits_needed, most_shift } = shadow.data;
  return (
    <Section title={t("shadow.title")}>
      <Stack gap="sm" maw={820}>
        <Text>{t("shadow.text", { name: model.name, shift: share(most_shift) })}</Text>
        <Reached name={t("trial.edits")} now={edits} needed={edits_needed} />
        <Text className={classes.soft}>
          {t("shadow.rates", {
            now: share(shareOf(published, edits)),
            would: share(shareOf(would_publish, edits)),
          })}
        </Text>
      </Stack>
    </Section>
  );
}
