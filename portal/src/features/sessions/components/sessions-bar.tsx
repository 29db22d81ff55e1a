import { ActionIcon, Button, Group, Modal, Stack, Text, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowsExchange, IconCircleOff, IconRefresh, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { tellAloud } from "@/components/aloud";
import { useProblemText } from "@/components/problem-text";
import type { Lane } from "../api/filters";
import { type Deed, type Done, failedIn, possible, useMany } from "../api/many";
import type { Session } from "../api/sessions";
import { LaneChoice } from "./lane-choice";
import classes from "./sessions.module.css";

interface SessionsBarProps {
  chosen: readonly Session[];
  /** How many could be. */
  shown: number;
  chooseAll(): void;
  clear(): void;
}

/** What can be done with the sessions that are chosen, each with how many it is possible for. */
export function SessionsBar({ chosen, shown, chooseAll, clear }: SessionsBarProps) {
  const { t } = useTranslation("sessions");
  const text = useProblemText();
  const many = useMany();
  const [asking, setAsking] = useState<"move" | "cancel">();
  if (chosen.length === 0) return null;
  const open = possible("move", chosen);
  const failed = failedIn(chosen);

  function tell({ act }: Deed, { count, refused }: Done) {
    const said = [
      ...(count > 0 ? [t(act === "retry" ? "batch.edited" : `many.${act}Done`, { count })] : []),
      ...(refused.length > 0 ? [t("batch.refused", { count: refused.length, why: text(refused[0]) })] : []),
    ].join(" ");
    if (said) notifications.show({ message: said, color: refused.length > 0 ? "amber" : "pine" });
    tellAloud(said);
    clear();
  }

  function run(deed: Deed) {
    many.mutate(
      { deed, sessions: possible(deed.act, chosen) },
      {
        onSuccess: (done) => tell(deed, done),
        onError: (error) => notifications.show({ message: text(error), color: "red" }),
        onSettled: () => setAsking(undefined),
      },
    );
  }

  return (
    <section className={classes.bar} aria-label={t("many.title")}>
      <Text fw={600} size="sm">
        {t("many.chosen", { count: chosen.length })}
      </Text>
      {chosen.length < shown && (
        <Button size="xs" variant="subtle" onClick={chooseAll}>
          {t("many.all", { count: shown })}
        </Button>
      )}
      {failed > 0 && (
        <Button
          size="xs"
          leftSection={<IconRefresh size={14} aria-hidden />}
          loading={many.isPending}
          onClick={() => run({ act: "retry" })}
        >
          {t("retryFailed", { count: failed })}
        </Button>
      )}
      {open.length > 0 && (
        <>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowsExchange size={14} aria-hidden />}
            onClick={() => setAsking("move")}
          >
            {t("many.move", { count: open.length })}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCircleOff size={14} aria-hidden />}
            onClick={() => setAsking("cancel")}
          >
            {t("batch.cancel", { count: open.length })}
          </Button>
        </>
      )}
      <Tooltip label={t("many.clear")}>
        <ActionIcon variant="subtle" color="gray" aria-label={t("many.clear")} onClick={clear}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Asks
        asking={asking}
        count={open.length}
        pending={many.isPending}
        close={() => setAsking(undefined)}
        go={run}
      />
    </section>
  );
}

interface AsksProps {
  asking: "move" | "cancel" | undefined;
  count: number;
  pending: boolean;
  close(): void;
  go(deed: Deed): void;
}

/** Which lane; and whether they are to be cancelled indeed. */
function Asks({ asking, count, pending, close, go }: AsksProps) {
  const { t } = useTranslation("sessions");
  const [lane, setLane] = useState<Lane | null>(null);
  return (
    <>
      <Modal opened={asking === "move"} onClose={close} title={t("lane.title")} centered>
        <Stack>
          <Text size="sm">{t("lane.text")}</Text>
          <LaneChoice lane={lane} choose={setLane} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("cancel")}
            </Button>
            <Button
              loading={pending}
              disabled={lane === null}
              onClick={() => lane && go({ act: "move", lane })}
            >
              {t("many.move", { count })}
            </Button>
          </Group>
        </Stack>
      </Modal>
      <Modal opened={asking === "cancel"} onClose={close} title={t("many.cancelTitle", { count })} centered>
        <Stack>
          <Text size="sm">{t("many.cancelText")}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("many.keep")}
            </Button>
            <Button color="red" loading={pending} onClick={() => go({ act: "cancel" })}>
              {t("batch.cancel", { count })}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
