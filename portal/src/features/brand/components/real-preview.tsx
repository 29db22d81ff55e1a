import { Group, Loader, Stack, Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failed } from "@/components/told";
import { type Adjustments, usePictureUrl, usePreview, useSamples } from "../api/preview";
import classes from "./brand.module.css";

interface RealPreviewProps {
  franchise: string;
  adjustments: Adjustments;
  /** What is shown where there is no photo yet. */
  instead: string;
  /** What the service can't preview before it is saved, as a filter of the page. */
  roughly?: string | undefined;
}

/** What is chosen, on a photo that the studio took. */
export function RealPreview({ franchise, adjustments, instead, roughly }: RealPreviewProps) {
  const { t } = useTranslation("brand");
  const samples = useSamples(franchise);
  const [chosen, setChosen] = useState<number>();
  const photos = samples.data ?? [];
  const photo = photos.find((one) => one.id === chosen) ?? photos[0];
  const preview = usePreview(photo, adjustments);
  const url = usePictureUrl(preview.data);
  const shown = photo ? url : instead;
  return (
    <Stack gap="sm">
      <div className={classes.stage} aria-busy={preview.isFetching}>
        {shown && (
          <img
            className={classes.shown}
            src={shown}
            alt={t("preview.alt")}
            style={roughly ? { filter: roughly } : {}}
          />
        )}
        {preview.isFetching && (
          <Loader className={classes.making} size="sm" role="status" aria-label={t("preview.working")} />
        )}
      </div>
      {preview.isError && <Failed error={preview.error} again={() => void preview.refetch()} />}
      {samples.isError && <Failed error={samples.error} again={() => void samples.refetch()} />}
      {samples.isSuccess && !photo && (
        <Text size="sm" c="var(--portal-ink-soft)">
          {t("preview.none")}
        </Text>
      )}
      {photos.length > 1 && (
        <Group gap="xs" role="group" aria-label={t("preview.photo")}>
          {photos.map((one) => (
            <UnstyledButton
              key={one.id}
              className={classes.thumb}
              aria-pressed={one.id === photo?.id}
              aria-label={t("preview.choose", { name: one.filename })}
              onClick={() => setChosen(one.id)}
            >
              <img src={`/v1/photos/${one.id}/pictures/thumb?edit=${one.edits}`} alt="" loading="lazy" />
            </UnstyledButton>
          ))}
        </Group>
      )}
    </Stack>
  );
}
