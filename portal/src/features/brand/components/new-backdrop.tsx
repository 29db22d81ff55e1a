import { Button, FileInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttempt } from "@/api/attempt";
import { type InDialog, unsavedOf, useUnsaved, wentWell } from "@/components/form-dialog";
import { Failed } from "@/components/told";
import { useAddBackdrop } from "../api/brand";

interface NewBackdropProps {
  franchise: string;
  dialog: InDialog;
}

/** Brings a picture of a backdrop. */
export function NewBackdrop({ franchise, dialog }: NewBackdropProps) {
  const { t } = useTranslation("brand");
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState("");
  const add = useAddBackdrop();
  const attempt = useAttempt();

  const isDirty = (file !== null || name !== "") && !add.isSuccess;
  const isWhole = file !== null && name.trim() !== "";

  async function keep(): Promise<boolean> {
    if (!file) return false;
    const key = attempt.keyOf([name, file.name, file.size, file.lastModified]);
    const isKept = await wentWell(add.mutateAsync({ file, name: name.trim(), franchise, key }));
    if (isKept) attempt.over();
    return isKept;
  }
  const submit = useUnsaved(dialog, unsavedOf(isDirty, isWhole), keep);

  return (
    <form onSubmit={submit}>
      <Stack>
        <FileInput
          label={t("backdrops.file")}
          description={t("backdrops.fileHint")}
          accept="image/jpeg,image/png,image/webp,image/tiff"
          required
          value={file}
          onChange={(chosen) => {
            setFile(chosen);
            if (chosen && !name) setName(chosen.name.replace(/\.[^.]+$/, ""));
          }}
        />
        <TextInput
          label={t("backdrops.name")}
          required
          dir="auto"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {add.isError && <Failed error={add.error} />}
        <Button type="submit" loading={add.isPending} disabled={!isWhole}>
          {t("backdrops.upload")}
        </Button>
      </Stack>
    </form>
  );
}
