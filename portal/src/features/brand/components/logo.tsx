import { Button, FileButton, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Failed } from "@/components/told";
import { type Brand, useSetLogo } from "../api/brand";
import classes from "./brand.module.css";

/** The logo that customers and staff see. */
export function Logo({ brand }: { brand: Brand }) {
  const { t } = useTranslation("brand");
  const set = useSetLogo(brand.franchise);
  return (
    <Stack gap="sm" align="flex-start">
      {brand.logo_url ? (
        <img className={classes.logo} src={brand.logo_url} alt={t("logo.alt", { name: brand.name })} />
      ) : (
        <Text c="var(--portal-ink-soft)">{t("logo.none")}</Text>
      )}
      {set.isError && <Failed error={set.error} />}
      <Group gap="sm">
        <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => file && set.mutate(file)}>
          {(props) => (
            <Button {...props} variant="default" loading={set.isPending}>
              {t("logo.choose")}
            </Button>
          )}
        </FileButton>
        {brand.logo_url && (
          <Button variant="subtle" color="gray" onClick={() => set.mutate(null)}>
            {t("logo.remove")}
          </Button>
        )}
      </Group>
      <Text size="xs" c="var(--portal-ink-soft)">
        {t("logo.hint")}
      </Text>
    </Stack>
  );
}
