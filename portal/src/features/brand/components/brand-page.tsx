import { Stack, Tabs, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { PageHead } from "@/components/page-head";
import { useWhose, WhoseChoice } from "@/components/whose";
import { BRAND_VIEWS, type BrandView } from "../api/views";
import { BackdropsView } from "./backdrops-view";
import { BookingsView } from "./bookings-view";
import { LookView } from "./look-view";
import { RulesView } from "./rules-view";
import { StylesView } from "./styles-view";

const route = getRouteApi("/inside/brand");
const SHOWN: Record<BrandView, ComponentType<{ franchise: string }>> = {
  look: LookView,
  rules: RulesView,
  bookings: BookingsView,
  backdrops: BackdropsView,
  styles: StylesView,
};

/** What a franchise looks like, and by which rules it works. */
export function BrandPage() {
  const { t } = useTranslation("brand");
  const { view = "look" } = route.useSearch();
  const navigate = route.useNavigate();
  const franchise = useWhose();
  return (
    <Stack gap="lg" maw={1280} mx="auto">
      <PageHead title={t("title")}>
        <WhoseChoice />
      </PageHead>
      {franchise === undefined && <Text c="var(--portal-ink-soft)">{t("choose")}</Text>}
      {franchise !== undefined && (
        <Tabs
          value={view}
          onChange={(chosen) =>
            void navigate({ search: (before) => ({ ...before, view: chosen as BrandView }) })
          }
          keepMounted={false}
        >
          <Tabs.List aria-label={t("view")} mb="lg">
            {BRAND_VIEWS.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`views.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {BRAND_VIEWS.map((one) => {
            const View = SHOWN[one];
            return (
              <Tabs.Panel key={one} value={one}>
                <View franchise={franchise} key={franchise} />
              </Tabs.Panel>
            );
          })}
        </Tabs>
      )}
    </Stack>
  );
}
