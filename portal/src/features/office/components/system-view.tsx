import { Table } from "@mantine/core";
import { IconAlertOctagon, IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { serverNow } from "@/api/clock";
import { useMoment } from "@/components/moment";
import { Section } from "@/components/section";
import { Failed, Loading } from "@/components/told";
import { useSystem } from "../api/office";
import classes from "./alerts.module.css";
import { sizeOf } from "./bytes";

const SILENT_MS = 180_000;
const FREE_ENOUGH = 0.1;

/** Whether all that the service stands on is as it should be. */
export function SystemView() {
  const { t, i18n } = useTranslation("office");
  const moment = useMoment("second", true);
  const system = useSystem();
  if (system.isLoadingError) return <Failed error={system.error} again={() => void system.refetch()} />;
  if (system.isPending) return <Loading />;
  const { database, store, scheduler, workers, disk_free, disk_total, version, migrations } = system.data;
  const size = (bytes: number) => sizeOf(i18n.language, bytes);
  const ticked = scheduler.last_tick;
  const parts = [
    {
      name: t("system.database"),
      fine: database.status === "ok",
      told: [
        database.status === "ok" ? database.version : database.status,
        database.size_bytes !== null && t("system.size", { size: size(database.size_bytes) }),
      ],
    },
    { name: t("system.store"), fine: store === "ok", told: [store === "ok" ? "" : store] },
    {
      name: t("system.scheduler"),
      fine: ticked !== null && serverNow() - Date.parse(ticked) < SILENT_MS,
      told: [ticked ? t("system.tick", { at: moment(ticked, null) }) : t("system.noTick")],
    },
    {
      name: t("system.workers"),
      fine: workers.length > 0,
      told: [t("system.alive", { count: workers.length })],
    },
    {
      name: t("system.disk"),
      fine: disk_free === null || disk_total === null || disk_free / disk_total >= FREE_ENOUGH,
      told: [
        disk_free === null || disk_total === null
          ? t("system.notTold")
          : t("system.free", { free: size(disk_free), all: size(disk_total) }),
      ],
    },
    {
      name: t("system.migrations"),
      fine: migrations.now === migrations.newest,
      told: [
        migrations.now === migrations.newest
          ? t("system.upToDate", migrations)
          : t("system.behind", migrations),
      ],
    },
  ];
  return (
    <Section title={`${t("views.system")}: ${t("system.version")} ${version}`}>
      <Table maw={820} verticalSpacing="sm">
        <Table.Tbody>
          {parts.map(({ name, fine, told }) => {
            const Sign = fine ? IconCircleCheck : IconAlertOctagon;
            return (
              <Table.Tr key={name}>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td>
                  <span className={`${classes.severity} ${fine ? "" : classes.critical}`}>
                    <Sign size={18} aria-hidden />
                    {fine ? t("system.ok") : t("system.bad")}
                  </span>
                </Table.Td>
                <Table.Td>{told.filter(Boolean).join(", ")}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
