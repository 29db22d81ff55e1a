import { Anchor, Button, Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconCircleCheck, IconPrinter } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty, Failed, Loading } from "@/components/told";
import { type Photo, usePhotos } from "../api/photos";
import { useSession } from "../api/sessions";
import { causeOf, useWhy } from "./causes";
import { PhotoPicture } from "./photo-picture";
import classes from "./sessions.module.css";
import { isToRetake, useTicks } from "./ticks";

const route = getRouteApi("/inside/sessions/$session/retakes");

/** What a photographer has to take again, and how; to be carried to the camera on paper or a phone. */
export function RetakesPage() {
  const { session: number } = route.useParams();
  const { t, i18n } = useTranslation("sessions");
  const session = useSession(Number(number));
  const { photos, ...query } = usePhotos(Number(number));
  const again = photos.filter(isToRetake);
  const { isTicked, tick } = useTicks(Number(number), photos);
  if (session.isLoadingError) return <Failed error={session.error} again={() => void session.refetch()} />;
  if (session.isPending || query.isPending) return <Loading />;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "full", timeZone: "UTC" });
  return (
    <Stack maw={820} mx="auto">
      <Anchor
        component={Link}
        to={`/sessions/${number}`}
        size="sm"
        className={classes.unprinted}
        w="fit-content"
      >
        <Group gap={4} wrap="nowrap">
          <IconArrowLeft size={16} aria-hidden />
          <bdi>{session.data.name}</bdi>
        </Group>
      </Anchor>
      <Group justify="space-between">
        <div>
          <Title order={1} size="h2">
            {t("retakes.title")}
          </Title>
          <Text c="var(--portal-ink-soft)">
            <bdi>{session.data.name}</bdi> · {day.format(new Date(session.data.day))}
          </Text>
        </div>
        <Button
          variant="default"
          className={classes.unprinted}
          leftSection={<IconPrinter size={18} aria-hidden />}
          onClick={() => window.print()}
        >
          {t("retakes.print")}
        </Button>
      </Group>
      {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
      {again.length === 0 && (
        <Empty icon={IconCircleCheck} title={t("retakes.none")} text={t("retakes.noneText")} />
      )}
      <ul className={classes.retakes}>
        {again.map((photo) => (
          <Retake key={photo.id} photo={photo} ticked={isTicked(photo)} tick={(done) => tick(photo, done)} />
        ))}
      </ul>
    </Stack>
  );
}

interface RetakeProps {
  photo: Photo;
  ticked: boolean;
  tick(done: boolean): void;
}

function Retake({ photo, ticked, tick }: RetakeProps) {
  const { t } = useTranslation("sessions");
  const why = useWhy();
  return (
    <li className={classes.retake}>
      <Checkbox
        aria-label={t("retakes.done", { name: photo.filename })}
        checked={ticked}
        onChange={(event) => tick(event.currentTarget.checked)}
      />
      <div className={classes.small}>
        <PhotoPicture photo={photo} />
      </div>
      <div>
        <Text size="sm" c="var(--portal-ink-soft)">
          {photo.number} · <bdi>{photo.filename}</bdi>
        </Text>
        {why(causeOf(photo)).map(({ title, todo }) => (
          <div key={`${title} ${todo}`}>
            <Text fw={650}>{title}</Text>
            <Text className={classes.said}>
              <bdi>{todo}</bdi>
            </Text>
          </div>
        ))}
      </div>
    </li>
  );
}
