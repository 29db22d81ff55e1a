import { Button, Group, Stack, Title } from "@mantine/core";
import { IconCalendarEvent, IconPlus, IconSearchOff } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty, Failed, Loading } from "@/components/told";
import { WhoseChoice } from "@/components/whose";
import type { Found } from "@/features/uploads/api/gather";
import { ChooseFiles } from "@/features/uploads/components/choose-files";
import { DropZone } from "@/features/uploads/components/drop-zone";
import { changed, type Filters } from "../api/filters";
import { useSessions } from "../api/sessions";
import { NewSessionDrawer } from "./new-session";
import { SessionFilters } from "./session-filters";
import { SessionList } from "./session-list";
import { SessionsBar } from "./sessions-bar";

const CardDialog = lazy(() => import("./card-dialog"));
const route = getRouteApi("/inside/sessions");

/** All sessions, the newest first: found by name, day, lane and state, each with how far its photos are. */
export function SessionsPage() {
  const { t } = useTranslation("sessions");
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const [booking, setBooking] = useState(false);
  const [card, setCard] = useState<Found>();
  const sessions = useSessions(filters);
  const found = sessions.data?.pages.flatMap((page) => page.items) ?? [];
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const narrowed = Object.keys(filters).length > 0;

  function narrow(change: { [Key in keyof Filters]?: Filters[Key] | undefined }) {
    void navigate({ search: (before) => changed(before, change), replace: true });
  }

  function choose(session: number) {
    const next = new Set(picked);
    if (!next.delete(session)) next.add(session);
    setPicked(next);
  }

  const book = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setBooking(true)}>
      {t("new.open")}
    </Button>
  );
  return (
    <DropZone disabled={card !== undefined} take={setCard}>
      <Stack gap="lg" maw={1280} mx="auto">
        <Group justify="space-between">
          <Title order={1} size="h2">
            {t("title")}
          </Title>
          <Group gap="sm">
            <WhoseChoice all={t("allFranchises")} />
            <ChooseFiles quiet take={setCard} />
            {book}
          </Group>
        </Group>
        <SessionFilters filters={filters} narrow={narrow} />
        {sessions.isError && <Failed error={sessions.error} again={() => void sessions.refetch()} />}
        {sessions.isPending && <Loading />}
        {sessions.isSuccess && found.length === 0 && !narrowed && (
          <Empty icon={IconCalendarEvent} title={t("empty.title")} text={t("empty.text")} action={book} />
        )}
        {sessions.isSuccess && found.length === 0 && narrowed && (
          <Empty
            icon={IconSearchOff}
            title={t("none.title")}
            text={t("none.text")}
            action={
              <Button variant="default" onClick={() => void navigate({ search: {}, replace: true })}>
                {t("none.clear")}
              </Button>
            }
          />
        )}
        {found.length > 0 && <SessionList sessions={found} choosing={{ chosen: picked, choose }} />}
        {sessions.hasNextPage && (
          <Button
            variant="default"
            loading={sessions.isFetchingNextPage}
            onClick={() => void sessions.fetchNextPage()}
          >
            {t("more")}
          </Button>
        )}
        {/* what the list does not show any more is not chosen: nobody sees what is done with it */}
        <SessionsBar
          chosen={found.filter((one) => picked.has(one.id))}
          shown={found.length}
          chooseAll={() => setPicked(new Set(found.map((one) => one.id)))}
          clear={() => setPicked(new Set())}
        />
        <NewSessionDrawer opened={booking} close={() => setBooking(false)} />
        {card && (
          <Suspense>
            <CardDialog found={card} close={() => setCard(undefined)} />
          </Suspense>
        )}
      </Stack>
    </DropZone>
  );
}
