import { Alert, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useAdvice } from "@/components/advice";
import { useMoment } from "@/components/moment";
import { useMyself } from "@/features/history/components/myself";
import { useWho } from "@/features/history/components/who";
import type { Photo } from "../api/photo";

/** What spoke against a photo that somebody had edited all the same, and who that was. */
export function Overruled({ photo }: { photo: Photo }) {
  const { t } = useTranslation("photo");
  const advice = useAdvice();
  const moment = useMoment("minute");
  const who = useWho();
  const myself = useMyself();
  const { overruled } = photo;
  if (!overruled) return null;
  const { state, reasons, note, by, at } = overruled;
  // a retake that the score asked for has the reasons as its note
  const own = note && note !== reasons.map((reason) => reason.message).join(" ") ? [`“${note}”`] : [];
  const why = [...own, ...reasons.map((reason) => advice(reason).title)].join(", ");
  const when = moment(at, photo.franchise);
  return (
    <Alert mt="xs" color="gray" p="xs" icon={<IconInfoCircle aria-hidden />}>
      <Text size="sm" style={{ whiteSpace: "pre-line" }}>
        <Text span fw={600}>
          <bdi>{t(`overruled.${state}`, { why })}</bdi>
        </Text>
        {" · "}
        {by === myself ? t("overruled.byYou", { when }) : t("overruled.by", { who: who(by), when })}
      </Text>
    </Alert>
  );
}
