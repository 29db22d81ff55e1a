import { Button, Group, Text, Textarea } from "@mantine/core";
import { IconArrowBackUp, IconCameraRotate, IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormDialog, type InDialog, useAsked } from "@/components/form-dialog";
import { useProblemText } from "@/components/problem-text";
import { useMe } from "@/features/sign-in/api/me";
import { type Photo, usePhotoAct } from "../api/photo";

/** Who may decide about edits; the others see them. */
export function useDecides(): boolean {
  const role = useMe().data?.role;
  return role === "franchise" || role === "head_office";
}

const UNDOABLE = ["published", "retake", "queued"];

/** What can be decided about a photo as it is now. */
export function DecideBar({ photo }: { photo: Photo }) {
  const { t } = useTranslation("photo");
  const text = useProblemText();
  const act = usePhotoAct(photo.id);
  const decides = useDecides();
  const [asking, setAsking] = useState(false);
  const [undoable, setUndoable] = useState(false);
  const edit = photo.edits;
  const inReview = photo.state === "in_review";
  if (!decides) {
    return inReview ? (
      <Text size="sm" c="var(--portal-ink-soft)">
        {t("decide.ownersOnly")}
      </Text>
    ) : null;
  }
  return (
    <Group gap="xs">
      {inReview && (
        <>
          <Button
            variant="default"
            leftSection={<IconCameraRotate size={18} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            {t("decide.retake")}
          </Button>
          <Button
            leftSection={<IconCheck size={18} aria-hidden />}
            loading={act.isPending}
            onClick={() => act.mutate({ act: "approve", edit }, { onSuccess: () => setUndoable(true) })}
          >
            {t("decide.approve")}
          </Button>
        </>
      )}
      {undoable && UNDOABLE.includes(photo.state) && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={18} aria-hidden />}
          loading={act.isPending}
          onClick={() => act.mutate({ act: "undo" }, { onSettled: () => setUndoable(false) })}
        >
          {t("decide.undo")}
        </Button>
      )}
      {act.isError && (
        <Text size="sm" c="red" role="alert">
          {text(act.error)}
        </Text>
      )}
      <RetakeNote
        opened={asking}
        close={() => setAsking(false)}
        onDone={(note) => act.mutate({ act: "retake", edit, note }, { onSuccess: () => setUndoable(true) })}
        suggested=""
      />
    </Group>
  );
}

interface RetakeNoteProps {
  opened: boolean;
  close: () => void;
  onDone: (note: string) => void;
  /** What the studio could be told. */
  suggested: string;
}

/** What the studio is to do otherwise when it takes the photo again. Enter sends it. */
export function RetakeNote({ opened, close, onDone, suggested }: RetakeNoteProps) {
  const { t } = useTranslation("photo");
  return (
    <FormDialog opened={opened} close={close} title={t("decide.retakeTitle")} centered>
      {(dialog) => <Note onDone={onDone} suggested={suggested} dialog={dialog} />}
    </FormDialog>
  );
}

interface NoteProps extends Pick<RetakeNoteProps, "onDone" | "suggested"> {
  dialog: InDialog;
}

function Note({ onDone, suggested, dialog }: NoteProps) {
  const { t } = useTranslation("photo");
  const [note, setNote] = useState<string>();
  const text = note ?? suggested;
  // nothing is decided in passing
  useAsked(dialog, text.trim() !== suggested.trim() ? "part" : undefined);
  function send() {
    if (!text.trim()) return;
    onDone(text.trim());
    dialog.done();
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        label={t("decide.note")}
        description={t("decide.noteHint")}
        data-autofocus
        autosize
        minRows={2}
        maxLength={1000}
        value={text}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={dialog.leave}>
          {t("decide.back")}
        </Button>
        <Button type="submit" disabled={!text.trim()}>
          {t("decide.retake")}
        </Button>
      </Group>
    </form>
  );
}
