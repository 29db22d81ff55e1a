import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMoment } from "@/components/moment";
import { pictureAt } from "@/features/viewer/api/pictures";
import type { Edit } from "../api/photo";
import { scoreOf } from "./edit-score";
import { wholeOf } from "./grade";
import classes from "./photo.module.css";

interface VersionsPanelProps {
  franchise: string;
  edits: readonly Edit[];
  shown: number;
  against: number | undefined;
  show: (edit: number) => void;
  /** Compare what is shown with another version; undefined: with the original. */
  compare: (edit: number | undefined) => void;
}

/** All edits of a photo; any two of them can be compared. */
export function VersionsPanel({ franchise, edits, shown, against, show, compare }: VersionsPanelProps) {
  const { t, i18n } = useTranslation("photo");
  const moment = useMoment("minute");
  const whole = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  return (
    <Stack gap="sm" component="ul" className={classes.plain}>
      {edits.toReversed().map((edit) => {
        const score = scoreOf(edit);
        return (
          <Group key={edit.id} component="li" wrap="nowrap" align="flex-start">
            <img src={pictureAt(edit.photo, "thumb", edit.number)} alt="" className={classes.strip} />
            <Stack gap={4} flex={1}>
              <Group gap="xs">
                <Text fw={600} size="sm">
                  {t("versions.one", { number: edit.number })}
                </Text>
                {edit.number === shown && <Badge variant="light">{t("versions.shown")}</Badge>}
                {edit.number === against && (
                  <Badge variant="light" color="amber">
                    {t("versions.against")}
                  </Badge>
                )}
              </Group>
              <Text size="xs" c="var(--portal-ink-soft)">
                {moment(edit.created_at, franchise)}
                {score && ` · ${t("score.of", { value: whole.format(wholeOf(score.value)) })}`}
              </Text>
              <Group gap={6}>
                {edit.number !== shown && (
                  <Button size="compact-xs" variant="default" onClick={() => show(edit.number)}>
                    {t("versions.show")}
                  </Button>
                )}
                {edit.number !== shown && edit.number !== against && (
                  <Button size="compact-xs" variant="default" onClick={() => compare(edit.number)}>
                    {t("versions.compare")}
                  </Button>
                )}
                {edit.number === against && (
                  <Button size="compact-xs" variant="default" onClick={() => compare(undefined)}>
                    {t("versions.withOriginal")}
                  </Button>
                )}
              </Group>
            </Stack>
          </Group>
        );
      })}
    </Stack>
  );
}
