import { Alert, Loader, Stack, Text } from "@mantine/core";
import { IconCamera } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useAdvice } from "@/components/advice";
import { causeOf, useWhy } from "@/features/sessions/components/causes";
import { pictureAt, usePictures } from "@/features/viewer/api/pictures";
import type { Photo } from "../api/photo";
import classes from "./photo.module.css";

const UNDER_WAY = ["uploading", "received", "queued", "editing", "scored"];

/** A photo that was not edited: the photo itself where it can be seen, and why. */
export function WithoutEdit({ photo }: { photo: Photo }) {
  const { t } = useTranslation("photo");
  const words = useTranslation("studio").t;
  const advice = useAdvice();
  const why = useWhy();
  const stopped = photo.state === "rejected" || photo.state === "failed";
  const pictures = usePictures(photo.id, null);
  const kind = (["original-screen", "original-thumb"] as const).find((one) =>
    pictures.data?.kinds.includes(one),
  );
  return (
    <Stack h="100%" mih={0} gap="sm">
      {UNDER_WAY.includes(photo.state) && (
        <Alert
          color="pine"
          icon={<Loader size="xs" aria-hidden />}
          role="status"
          title={words(`states.${photo.state}`)}
        >
          {t("without.underWay")}
        </Alert>
      )}
      {(stopped ? why(causeOf(photo)) : photo.reasons.map(advice)).map(({ title, todo }) => (
        <Alert
          key={title}
          color="red"
          icon={<IconCamera aria-hidden />}
          title={`${words(`states.${photo.state}`)}: ${title}`}
        >
          {todo}
        </Alert>
      ))}
      {kind ? (
        <img src={pictureAt(photo.id, kind, null)} alt={t("without.original")} className={classes.alone} />
      ) : (
        <Text c="var(--portal-ink-soft)">{t("without.nothing")}</Text>
      )}
    </Stack>
  );
}
