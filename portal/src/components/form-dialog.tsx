import { Drawer, Modal, type ModalProps } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  type FormEvent,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { LeaveGuard, LeaveQuestion } from "./leave-guard";

/** What is not saved: all that can be kept as it is, or a part to which something is wanting. */
type Unsaved = "whole" | "part" | undefined;
/** Keeps what was typed; true if that went well. */
type Keep = () => Promise<boolean>;

/** What a form has of the dialog that it is in. */
export interface InDialog {
  done(): void;
  /** As done, but asks about what is not saved. */
  leave(): void;
  onUnsaved(unsaved: Unsaved): void;
  keeping: Ref<Keep>;
}

/** What is not saved of a form, by whether it was changed and can be kept as it is. */
export function unsavedOf(isDirty: boolean, isWhole: boolean): Unsaved {
  if (!isDirty) return undefined;
  return isWhole ? "whole" : "part";
}

/** Lets the dialog ask before what is not saved is left. */
export function useAsked({ onUnsaved }: InDialog, unsaved: Unsaved): void {
  // before the next key, which may be the one that closes
  useLayoutEffect(() => {
    onUnsaved(unsaved);
    return () => onUnsaved(undefined);
  }, [unsaved, onUnsaved]);
}

/** As `useAsked`, and lets it be kept in leaving, too; what comes back keeps the form and closes the dialog. */
export function useUnsaved(dialog: InDialog, unsaved: Unsaved, keep: Keep): (event: FormEvent) => void {
  useAsked(dialog, unsaved);
  useImperativeHandle(dialog.keeping, () => keep);
  return (event) => {
    event.preventDefault();
    void keep().then((isKept) => isKept && dialog.done());
  };
}

/** Whether what was tried went well; what did not is in its mutation, and said in its form. */
export async function wentWell(tried: Promise<unknown>): Promise<boolean> {
  return await tried.then(
    () => true,
    () => false,
  );
}

interface FormDialogProps extends Pick<ModalProps, "title" | "size" | "centered" | "closeButtonProps"> {
  opened: boolean;
  close(): void;
  /** At the side, with the page to be seen beside it. */
  drawer?: boolean;
  children: (dialog: InDialog) => ReactNode;
}

/** A dialog with a form: neither it nor its page is left with changes that are not saved, unless somebody says so. */
export function FormDialog({ opened, close, drawer = false, children, ...shown }: FormDialogProps) {
  const [unsaved, setUnsaved] = useState<Unsaved>();
  const [asking, question] = useDisclosure();
  const keeping = useRef<Keep>(null);
  const save = unsaved === "whole" ? async () => (await keeping.current?.()) ?? false : undefined;
  // what was being saved may be saved by now
  if (asking && !unsaved) question.close();
  const done = () => {
    setUnsaved(undefined);
    question.close();
    close();
  };
  // the key that asks would else answer, too
  const leave = () => void (unsaved ? window.setTimeout(question.open) : done());
  const dialog = { ...shown, opened, onClose: leave, closeOnClickOutside: false };
  const form = opened && children({ done, leave, onUnsaved: setUnsaved, keeping });
  return (
    <>
      {drawer ? (
        <Drawer {...dialog} position="right">
          {form}
        </Drawer>
      ) : (
        <Modal {...dialog}>{form}</Modal>
      )}
      {opened && <LeaveGuard isDirty={unsaved !== undefined} save={save} />}
      <LeaveQuestion opened={asking} leave={done} stay={question.close} save={save} />
    </>
  );
}
