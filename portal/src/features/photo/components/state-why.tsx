import { Alert, Text } from "@mantine/core";
import { IconAlertTriangle, IconEye, IconMessage } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { causeOf, useWhy } from "@/features/sessions/components/causes";
import type { Photo } from "../api/photo";
import { Overruled } from "./overruled";
import { useWaitsFor } from "./waits-for";

/** Why a photo is where it is, and what spoke against it before. */
export function StateWhy({ photo }: { photo: Photo }) {
  return (
    <>
      <Now photo={photo} />
      <Overruled photo={photo} />
    </>
  );
}

function Now({ photo }: { photo: Photo }) {
  const { t } = useTranslation("photo");
  const why = useWhy();
  const waits = useWaitsFor();
  if (photo.state === "in_review") {
    return (
      <Alert mt="xs" p="xs" color="gray" icon={<IconEye aria-hidden />}>
        <Text size="sm" fw={600}>
          {waits(photo)}
        </Text>
      </Alert>
    );
  }
  if (photo.note || photo.state === "retake") {
    const said = photo.state === "retake" ? why(causeOf(photo)) : [{ todo: photo.note }];
    return (
      <Alert mt="xs" color="amber" icon={<IconMessage aria-hidden />} title={t("head.note")}>
        {said.map(({ todo }) => (
          <Text key={todo} size="sm">
            {todo}
          </Text>
        ))}
      </Alert>
    );
  }
  // one that has no edit says it in the place of the picture
  if (photo.edits === 0 || (photo.state !== "failed" && photo.state !== "rejected")) return null;
  return why(causeOf(photo)).map(({ title, todo }) => (
    <Alert key={title} mt="xs" color="red" icon={<IconAlertTriangle aria-hidden />} title={title}>
      {todo}
    </Alert>
  ));
}
