import { Anchor, Button, Drawer, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failed, Loading } from "@/components/told";
import { EventLines, ViewsSwitch } from "@/features/history/components/event-lines";
import type { Lane } from "../api/filters";
import { useSessionHistory } from "../api/photos";
import { type Session, useCancelSession, useMoveSession } from "../api/sessions";
import { ChangeSession } from "./change-session";
import { LaneChoice } from "./lane-choice";
import classes from "./sessions.module.css";

export type Shown = "change" | "code" | "lane" | "history" | "cancel";

interface SessionDialogsProps {
  session: Session;
  shown: Shown | undefined;
  close(): void;
}

/** What the menu of a session opens. */
export function SessionDialogs({ session, shown, close }: SessionDialogsProps) {
  const props = (one: Shown) => ({ session, opened: shown === one, close });
  return (
    <>
      <ChangeSession {...props("change")} />
      <CodeDialog {...props("code")} />
      <LaneDialog {...props("lane")} />
      <CancelDialog {...props("cancel")} />
      <HistoryDrawer {...props("history")} />
    </>
  );
}

interface DialogProps {
  session: Session;
  opened: boolean;
  close(): void;
}

/** The code that is photographed first, so that the photos after it are known to be of this session. */
function CodeDialog({ session, opened, close }: DialogProps) {
  const { t } = useTranslation("sessions");
  const address = `/v1/sessions/${session.id}/qr`;
  return (
    <Modal opened={opened} onClose={close} title={t("code.title")} centered size="sm">
      <Stack>
        <div className={classes.code}>
          <img src={address} alt={t("code.alt", { code: `mirrorme:session:${session.id}` })} />
        </div>
        <Text ta="center" fw={650}>
          <bdi>{session.name}</bdi>
        </Text>
        <Text size="sm">{t("code.text", { code: `mirrorme:session:${session.id}` })}</Text>
        <Anchor size="sm" href={address} download={`session-${session.id}.svg`}>
          {t("code.download")}
        </Anchor>
      </Stack>
    </Modal>
  );
}

/** Another lane for what waits of a session. */
function LaneDialog({ session, opened, close }: DialogProps) {
  const { t } = useTranslation("sessions");
  const move = useMoveSession(session.id);
  const [lane, setLane] = useState<Lane>(session.lane);
  return (
    <Modal opened={opened} onClose={close} title={t("lane.title")} centered>
      <Stack>
        <Text size="sm">{t("lane.text")}</Text>
        <LaneChoice lane={lane} choose={setLane} />
        {move.isError && <Failed error={move.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("cancel")}
          </Button>
          <Button
            loading={move.isPending}
            disabled={lane === session.lane}
            onClick={() => move.mutate(lane, { onSuccess: close })}
          >
            {t("lane.move")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Asks before a session is cancelled, and says what that does. */
function CancelDialog({ session, opened, close }: DialogProps) {
  const { t } = useTranslation("sessions");
  const cancel = useCancelSession(session.id);
  return (
    <Modal opened={opened} onClose={close} title={t("cancelling.title")} centered>
      <Stack>
        <Text size="sm">{t("cancelling.text")}</Text>
        {cancel.isError && <Failed error={cancel.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("cancelling.keep")}
          </Button>
          <Button
            color="red"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(undefined, { onSuccess: close })}
          >
            {t("menu.cancel")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** What happened to a session and its photos, the last first. */
function HistoryDrawer({ session, opened, close }: DialogProps) {
  const { t } = useTranslation("sessions");
  return (
    <Drawer opened={opened} onClose={close} title={t("menu.history")} position="right">
      {opened && <History session={session} />}
    </Drawer>
  );
}

function History({ session }: { session: Session }) {
  const [views, setViews] = useState(false);
  const history = useSessionHistory(session.id, views);
  return (
    <Stack>
      <ViewsSwitch on={views} turn={setViews} />
      {history.isLoadingError && <Failed error={history.error} again={() => void history.refetch()} />}
      {history.isPending && <Loading />}
      {history.data && <EventLines lines={history.data} numbered />}
    </Stack>
  );
}
