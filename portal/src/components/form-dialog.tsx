import { Modal, type ModalProps } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type ReactNode, type Ref, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { LeaveGuard, LeaveQuestion } from "./leave-guard";

/** What is not saved: all that can be kept as it is, or a part to which something is wanting. */
type Unsaved = "whole" | "part" | undefined;
/** Keeps what was typed; true if that went well. */
type Keep = () => Promise<boolean>;

/** What a form has of the dialog that it is in. */
export interface InDialog {
  done(): void;
  onUnsaved(unsaved: Unsaved): void;
  keeping: Ref<Keep>;
}

/** Lets the dialog ask before what is not saved is left, and keep it. */
export function useUnsaved({ onUnsaved, keeping }: InDialog, unsaved: Unsaved, keep: Keep): void {
  // before the next key, which may be the one that closes
  useLayoutEffect(() => onUnsaved(unsaved), [unsaved, onUnsaved]);
  useImperativeHandle(keeping, () => keep);
}

interface FormDialogProps extends Pick<ModalProps, "title" | "size"> {
  opened: boolean;
  close(): void;
  children: (dialog: InDialog) => ReactNode;
}

/** A dialog with a form: neither it nor its page is left with changes that are not saved, unless somebody says so. */
export function FormDialog({ opened, close, children, ...shown }: FormDialogProps) {
  const [unsaved, setUnsaved] = useState<Unsaved>();
  const [asking, question] = useDisclosure();
  const keeping = useRef<Keep>(null);
  const save = unsaved === "whole" ? async () => (await keeping.current?.()) ?? false : undefined;
  const done = () => {
    setUnsaved(undefined);
    question.close();
    close();
  };
  return (
    <>
      <Modal
        {...shown}
        opened={opened}
        // the key that asks would else answer, too
        onClose={() => (unsaved ? window.setTimeout(question.open) : done())}
        closeOnClickOutside={false}
      >
        {opened && children({ done, onUnsaved: setUnsaved, keeping })}
      </Modal>
      <LeaveGuard isDirty={unsaved !== undefined} save={save} />
      <LeaveQuestion opened={asking} leave={done} stay={question.close} save={save} />
    </>
  );
}
