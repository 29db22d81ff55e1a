import { Button, FileInput, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttempt } from "@/api/attempt";
import { Failed } from "@/components/told";
import { useAddBackdrop } from "../api/brand";

interface NewBackdropProps {
  franchise: string;
  onDone: () => void;
}

/** Brings a picture of a backdrop. */
export function NewBackdrop({ franchise, onDone }: NewBackdropProps) {
  const { t } = useTranslation("brand");
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState("");
  const add = useAddBackdrop();
  const attempt = useAttempt();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!file) return;
    const key = attempt.keyOf([name, file.name, file.size, file.lastModified]);
    add.mutate(
      { file, name: name.trim(), franchise, key },
      {
        onSuccess: () => {
          attempt.over();
          onDone();
        },
      },
    );
  }

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
        <Button type="submit" loading={add.isPending} disabled={!file || !name.trim()}>
          {t("backdrops.upload")}
        </Button>
      </Stack>
    </form>
  );
}
