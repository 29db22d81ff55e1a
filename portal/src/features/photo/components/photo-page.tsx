import { Button, Tabs } from "@mantine/core";
import { IconAdjustments } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Failed, Loading } from "@/components/told";
import { preloadPhoto } from "@/features/viewer/api/pictures";
import type { Found } from "@/features/viewer/components/evidence";
import { usePageKeys } from "@/features/viewer/components/for-page";
import { Viewer, type ViewerControl } from "@/features/viewer/components/viewer";
import {
  type Edit,
  type Photo,
  useEdits,
  useNeighbours,
  usePhoto,
  usePhotoAct,
  usePhotoNews,
} from "../api/photo";
import { useDecides } from "./decide-bar";
import { useDraft } from "./drafts";
import { scoreOf, shownOf } from "./edit-score";
import { HistoryPanel } from "./history-panel";
import classes from "./photo.module.css";
import { PhotoHead } from "./photo-head";
import { RatePanel } from "./rate-panel";
import { ReEditPanel } from "./re-edit-panel";
import { ScorePanel } from "./score-panel";
import { StateWhy } from "./state-why";
import { VersionsPanel } from "./versions-panel";
import { WithoutEdit } from "./without-edit";

/** One photo: before and after, its score and why, its versions and history, and what can be done with it. */
export function PhotoPage() {
  const { photo } = useParams({ strict: false });
  const number = Number(photo);
  const found = usePhoto(number);
  usePhotoNews(number);
  if (found.isLoadingError) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Loading />;
  return <Shown photo={found.data} />;
}

function useWays(photo: Photo, swap: () => void): void {
  const navigate = useNavigate();
  const { data: near } = useNeighbours(photo);
  useEffect(() => {
    for (const one of [near?.after, near?.before]) if (one && one.edits > 0) preloadPhoto(one.id, one.edits);
  }, [near]);
  const pressed = useCallback(
    (event: KeyboardEvent) => {
      const ways: Record<string, { id: number } | undefined> = {
        ArrowLeft: near?.before,
        ArrowRight: near?.after,
      };
      const to = ways[event.key];
      if (to) void navigate({ to: `/photos/${to.id}` });
      else if (event.key.toLowerCase() === "y") swap();
    },
    [near, navigate, swap],
  );
  usePageKeys(pressed);
}

function Shown({ photo }: { photo: Photo }) {
  const control = useRef<ViewerControl>(null);
  const swap = useCallback(() => control.current?.swap(), []);
  useWays(photo, swap);
  const edits = useEdits(photo.id, photo.edits);
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <PhotoHead photo={photo} />
        <StateWhy photo={photo} />
      </div>
      {photo.edits === 0 ? (
        <WithoutEdit photo={photo} />
      ) : (
        <Edited key={photo.id} photo={photo} edits={edits.data ?? []} control={control} />
      )}
      {photo.edits === 0 && (
        <div className={classes.side}>
          <HistoryPanel photo={photo.id} />
        </div>
      )}
    </div>
  );
}

const REDONE = ["in_review", "published", "retake"];
const UNDER_WAY = ["received", "queued", "editing", "scored"];

interface EditedProps {
  photo: Photo;
  edits: readonly Edit[];
  control: React.RefObject<ViewerControl | null>;
}

function Edited({ photo, edits, control }: EditedProps) {
  const { t } = useTranslation("photo");
  const [chosen, setChosen] = useState<number>();
  const [against, setAgainst] = useState<number>();
  const [found, setFound] = useState<Found>();
  const [preview, setPreview] = useState<string>();
  const [tab, setTab] = useState<string | null>("score");
  const act = usePhotoAct(photo.id);
  const decides = useDecides();
  const number = chosen ?? photo.edits;
  const edit = edits.find((one) => one.number === number);
  const busy = UNDER_WAY.includes(photo.state);
  const redone = decides && (busy || REDONE.includes(photo.state));
  const [draft, keepDraft] = useDraft(photo.id);
  const open = tab === "reEdit" && !redone ? "score" : tab;

  function show(next: number | undefined) {
    setChosen(next);
    setAgainst(undefined);
    setFound(undefined);
  }
  return (
    <>
      <Viewer
        shown={shownOf(photo.id, photo.edits, edit, number)}
        against={against}
        preview={open === "reEdit" ? preview : undefined}
        found={open === "score" ? found : undefined}
        control={control}
      />
      <Tabs value={open} onChange={setTab} className={classes.side} keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="score">{t("tab.score")}</Tabs.Tab>
          {redone && <Tabs.Tab value="reEdit">{t("tab.reEdit")}</Tabs.Tab>}
          <Tabs.Tab value="versions">{t("tab.versions")}</Tabs.Tab>
          <Tabs.Tab value="rate">{t("tab.rate")}</Tabs.Tab>
          <Tabs.Tab value="history">{t("tab.history")}</Tabs.Tab>
        </Tabs.List>
        {redone && open !== "reEdit" && Object.keys(draft).length > 0 && (
          <Button
            variant="light"
            color="amber"
            size="xs"
            mb="sm"
            fullWidth
            h="auto"
            py={6}
            styles={{ label: { whiteSpace: "normal", overflow: "visible" } }}
            leftSection={<IconAdjustments size={16} aria-hidden />}
            onClick={() => setTab("reEdit")}
          >
            {t("reEdit.unsent")}
          </Button>
        )}
        <Tabs.Panel value="score">
          {edits.length === 0 ? (
            <Loading />
          ) : (
            <ScorePanel score={scoreOf(edit)} chosen={found?.name} choose={setFound} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="reEdit">
          {redone ? (
            <ReEditPanel
              key={photo.edits}
              photo={photo.id}
              edit={photo.edits}
              franchise={photo.franchise}
              onPreview={setPreview}
              sending={act.isPending}
              busy={busy}
              error={act.error}
              onDone={(adjustments) =>
                act.mutate(
                  { act: "re_edit", edit: photo.edits, adjustments },
                  { onSuccess: () => keepDraft({}) },
                )
              }
            />
          ) : null}
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <VersionsPanel
            franchise={photo.franchise}
            edits={edits}
            shown={number}
            against={against}
            show={show}
            compare={setAgainst}
          />
        </Tabs.Panel>
        <Tabs.Panel value="rate">
          {photo.state === "published" || photo.state === "delivered" ? (
            <RatePanel photo={photo.id} edit={number} />
          ) : (
            t("rate.notYet")
          )}
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistoryPanel photo={photo.id} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
