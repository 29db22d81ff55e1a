import { ActionIcon, Button, Text, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowUpRight, IconCircleOff, IconDownload, IconX } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { tellAloud } from "@/components/aloud";
import { useProblemText } from "@/components/problem-text";
import type { State } from "@/components/states";
import { type BatchResult, type Photo, useBatch } from "../api/photos";
import { chosenPublished, isPublished } from "../api/published";
import { AdjustButton } from "./adjust-button";
import { AgainButton } from "./again-button";
import { NOTHING, type Selection } from "./selection";
import classes from "./sessions.module.css";

const STOPPABLE: ReadonlySet<State> = new Set(["uploading", "received", "queued", "editing", "failed"]);

interface SelectionBarProps {
  session: number;
  photos: readonly Photo[];
  selection: Selection;
  select(to: Selection): void;
  open(photo: Photo): void;
}

/** What can be done with the photos that are chosen, each with how many it is possible for. */
export function SelectionBar({ session, photos, selection, select, open }: SelectionBarProps) {
  const { t } = useTranslation("sessions");
  const text = useProblemText();
  const batch = useBatch(session);
  const chosen = useMemo(() => photos.filter((photo) => selection.chosen.has(photo.id)), [photos, selection]);
  const [first] = chosen;
  if (!first) return null;
  const clear = () => select({ ...NOTHING, active: selection.active });
  const download = chosenPublished(session, chosen, photos);
  const stoppable = chosen.filter((photo) => STOPPABLE.has(photo.state));

  function tell(result: BatchResult, what: "edited" | "cancelled") {
    const refused = result.refused.length;
    const [one] = result.refused;
    const said = [
      ...(result.done > 0 ? [t(`batch.${what}`, { count: result.done })] : []),
      ...(one ? [t("batch.refused", { count: refused, why: text(one.why) })] : []),
    ];
    notifications.show({ message: said.join(" "), color: refused > 0 ? "amber" : "pine" });
    tellAloud(said.join(" "));
    clear();
  }

  function run(action: "retry" | "cancel", those: readonly Photo[]) {
    batch.mutate(
      { action, photos: those.map((photo) => photo.id) },
      {
        onSuccess: (result) => tell(result, action === "retry" ? "edited" : "cancelled"),
        onError: (error) => notifications.show({ message: text(error), color: "red" }),
      },
    );
  }

  return (
    <section className={classes.bar} aria-label={t("batch.title")}>
      <Text fw={600} size="sm">
        {t("batch.chosen", { count: chosen.length })}
      </Text>
      {chosen.length === 1 && (
        <Button
          size="xs"
          variant="default"
          rightSection={<IconArrowUpRight size={14} aria-hidden />}
          onClick={() => open(first)}
        >
          {t("batch.open")}
        </Button>
      )}
      <AgainButton chosen={chosen} pending={batch.isPending} go={(those) => run("retry", those)} />
      {stoppable.length > 0 && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCircleOff size={14} aria-hidden />}
          loading={batch.isPending}
          onClick={() => run("cancel", stoppable)}
        >
          {t("batch.cancel", { count: stoppable.length })}
        </Button>
      )}
      <AdjustButton session={session} chosen={chosen} photos={photos} clear={clear} />
      {download && (
        <Button
          component="a"
          href={download}
          download
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
        >
          {t("batch.download", { count: chosen.filter(isPublished).length })}
        </Button>
      )}
      <Tooltip label={t("batch.clear")}>
        <ActionIcon variant="subtle" color="gray" aria-label={t("batch.clear")} onClick={clear}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </section>
  );
}
