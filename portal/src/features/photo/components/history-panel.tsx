import { Stack } from "@mantine/core";
import { useState } from "react";
import { Failed, Loading } from "@/components/told";
import { EventLines, ViewsSwitch } from "@/features/history/components/event-lines";
import { useHistory } from "../api/photo";

/** What happened to a photo: who, when, what; the newest first. */
export function HistoryPanel({ photo }: { photo: number }) {
  const [views, setViews] = useState(false);
  const history = useHistory(photo, views);
  return (
    <Stack>
      <ViewsSwitch on={views} turn={setViews} />
      {history.isLoadingError && <Failed error={history.error} again={() => void history.refetch()} />}
      {history.isPending && <Loading />}
      {history.data && <EventLines lines={history.data.toReversed()} />}
    </Stack>
  );
}
