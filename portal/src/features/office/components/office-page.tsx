import { Stack, Tabs } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { type ComponentType, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { PageHead } from "@/components/page-head";
import { Loading } from "@/components/told";
import { useMe } from "@/features/sign-in/api/me";
import { part } from "@/i18n/part";
import { OFFICE_VIEWS, type OfficeView } from "../api/views";
import { AlertsView } from "./alerts-view";
import { AuditView } from "./audit-view";
import { CostsView } from "./costs-view";
import { FailedView } from "./failed-view";
import { LanesView } from "./lanes-view";
import { LoadView } from "./load-view";
import { SystemView } from "./system-view";

// its charts are needed nowhere else here
const ModelsView = part(
  () => import("@/features/models/components/models-view"),
  "ModelsView",
  "history",
  "models",
  "office",
  "people",
);
const route = getRouteApi("/inside/office");
const SHOWN: Record<OfficeView, ComponentType> = {
  load: LoadView,
  lanes: LanesView,
  failed: FailedView,
  alerts: AlertsView,
  models: ModelsView,
  audit: AuditView,
  costs: CostsView,
  system: SystemView,
};

/** Head office at a glance: studios, lanes, what failed, what needs attention, who did what, what it costs. */
export function OfficePage() {
  const { t } = useTranslation("office");
  const isAuditor = useMe().data?.role === "auditor";
  const views: readonly OfficeView[] = isAuditor ? ["audit"] : OFFICE_VIEWS;
  const { view: asked } = route.useSearch();
  const view = views.find((one) => one === asked) ?? (isAuditor ? "audit" : "load");
  const navigate = route.useNavigate();
  return (
    <Stack gap="lg" maw={1360} mx="auto">
      <PageHead title={t("title")} />
      <Tabs
        value={view}
        onChange={(chosen) =>
          void navigate({ search: (before) => ({ ...before, view: chosen as OfficeView }) })
        }
        keepMounted={false}
      >
        <Tabs.List aria-label={t("view")} mb="lg">
          {views.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`views.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {views.map((one) => {
          const View = SHOWN[one];
          return (
            <Tabs.Panel key={one} value={one}>
              <Suspense fallback={<Loading />}>
                <View />
              </Suspense>
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Stack>
  );
}
