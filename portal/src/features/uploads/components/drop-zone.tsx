import { Center, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconPhotoPlus } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { dropped, type Found } from "../api/gather";
import classes from "./uploads.module.css";

interface DropZoneProps {
  /** Why nothing can be dropped just now, if so. */
  disabled: boolean;
  take(found: Found): void;
  children: ReactNode;
}

/** The page around it takes files, folders and cards that are dropped anywhere, and says so while they hover. */
export function DropZone({ disabled, take, children }: DropZoneProps) {
  const { t } = useTranslation("uploads");
  const [over, setOver] = useState(false);

  useEffect(() => {
    if (disabled) return undefined;
    const hover = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!event.relatedTarget) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      void dropped(event.dataTransfer).then(take);
    };
    window.addEventListener("dragover", hover);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", hover);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [disabled, take]);

  return (
    <>
      {children}
      {over && (
        <Center className={classes.over} aria-hidden>
          <Stack align="center" gap="xs">
            <ThemeIcon size={72} radius="xl">
              <IconPhotoPlus size={36} />
            </ThemeIcon>
            <Text fw={650} size="xl">
              {t("dropHere")}
            </Text>
            <Text>{t("dropWhat")}</Text>
          </Stack>
        </Center>
      )}
    </>
  );
}
