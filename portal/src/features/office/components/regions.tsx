import { Group, Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { groupsOf } from "@/components/groups";
import type { Load } from "../api/office";

/** How much is under way in each region. */
export function Regions({ rows }: { rows: Load[] }) {
  const { t } = useTranslation("office");
  const regions = groupsOf(rows, (row) => row.region);
  const busy = (some: Load[]) => some.reduce((all, one) => all + one.waiting + one.editing, 0);
  const all = busy(rows);
  return (
    <Stack gap="md" maw={640}>
      {regions.map(([region, studios]) => (
        <div key={region}>
          <Group justify="space-between">
            <Text fw={600}>{region}</Text>
            <Text size="sm">{t("regions.studios", { count: studios.length })}</Text>
          </Group>
          <Text size="sm" c="var(--portal-ink-soft)">
            {t("regions.busy", {
              waiting: studios.reduce((sum, one) => sum + one.waiting, 0),
              editing: studios.reduce((sum, one) => sum + one.editing, 0),
            })}
          </Text>
          <Progress
            mt={4}
            size="sm"
            value={all ? (100 * busy(studios)) / all : 0}
            aria-label={`${region}: ${t("regions.share")}`}
          />
        </div>
      ))}
    </Stack>
  );
}
