import { Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPhotoPlus } from "@tabler/icons-react";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { tellAloud } from "@/components/aloud";
import type { State } from "@/components/states";
import { Empty, Failed, Loading } from "@/components/told";
import { beginsWithCode } from "@/features/uploads/api/card";
import type { Found } from "@/features/uploads/api/gather";
import { uploads } from "@/features/uploads/api/queue";
import { ChooseFiles } from "@/features/uploads/components/choose-files";
import { DropZone } from "@/features/uploads/components/drop-zone";
import { Sendings } from "@/features/uploads/components/sendings";
import { type Photo, usePhotos } from "../api/photos";
import { useSession } from "../api/sessions";
import { Attention } from "./attention";
import { PhotoGrid } from "./photo-grid";
import { NOTHING, type Selection } from "./selection";
import { SelectionBar } from "./selection-bar";
import { SessionHead } from "./session-head";
import { StateChips } from "./state-chips";

const CardDialog = lazy(() => import("./card-dialog"));
const route = getRouteApi("/inside/sessions/$session");

/** One session: its photos as they come and change, what is promised, and what has to be done about some. */
export function SessionPage() {
  const number = Number(route.useParams().session);
  const { t } = useTranslation("sessions");
  const words = useTranslation("uploads").t;
  const session = useSession(number);
  const { photos, ...query } = usePhotos(number);
  const router = useRouter();
  const [shown, setShown] = useState<State>();
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const seen = useMemo(() => photos.filter((photo) => !shown || photo.state === shown), [photos, shown]);

  const [card, setCard] = useState<Found>();
  const take = useCallback(
    async (found: Found) => {
      const { photos: files, beside } = found;
      // what begins with a code may be another session's
      if (await beginsWithCode(files)) return setCard(found);
      uploads.add(number, found);
      const told =
        files.length === 0
          ? words("nothing")
          : beside.length > 0
            ? words("beside", { count: beside.length })
            : "";
      if (!told) return;
      notifications.show({ message: told, color: files.length === 0 ? "amber" : "gray" });
      tellAloud(told);
    },
    [number, words],
  );
  const open = useCallback((photo: Photo) => router.history.push(`/portal/photos/${photo.id}`), [router]);

  if (session.isLoadingError) return <Failed error={session.error} again={() => void session.refetch()} />;
  if (session.isPending) return <Loading />;
  const closed = session.data.cancelled;
  return (
    <DropZone disabled={closed} take={take}>
      <Stack gap="lg" maw={1600} mx="auto">
        <SessionHead session={session.data} photos={photos} take={take} />
        <Sendings session={number} take={take} />
        <Attention session={number} photos={photos} />
        {query.isError && <Failed error={query.error} again={() => void query.refetch()} />}
        {query.isPending && <Loading />}
        {query.isSuccess && photos.length === 0 && (
          <Empty
            icon={IconPhotoPlus}
            title={closed ? t("photo.noneCancelled") : t("photo.none")}
            text={closed ? t("photo.noneCancelledText") : t("photo.noneText")}
            action={closed ? undefined : <ChooseFiles take={take} />}
          />
        )}
        {photos.length > 0 && (
          <>
            <StateChips photos={photos} shown={shown} show={setShown} />
            {seen.length === 0 && <Text c="var(--portal-ink-soft)">{t("photo.noneInState")}</Text>}
            <PhotoGrid photos={seen} selection={selection} select={setSelection} open={open} />
            <SelectionBar
              session={number}
              photos={photos}
              selection={selection}
              select={setSelection}
              open={open}
            />
          </>
        )}
        {card && (
          <Suspense>
            <CardDialog found={card} close={() => setCard(undefined)} />
          </Suspense>
        )}
      </Stack>
    </DropZone>
  );
}
