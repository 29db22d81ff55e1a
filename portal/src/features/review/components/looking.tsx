import { Anchor, Drawer, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type RefObject, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFranchiseName } from "@/components/for-whom";
import { useMoment } from "@/components/moment";
import { useWho } from "@/features/history/components/who";
import { useEdits } from "@/features/photo/api/photo";
import { RetakeNote } from "@/features/photo/components/decide-bar";
import { useDraft } from "@/features/photo/components/drafts";
import { shownOf } from "@/features/photo/components/edit-score";
import { ReEditPanel } from "@/features/photo/components/re-edit-panel";
import { useSaid } from "@/features/photo/components/said";
import { preloadPhoto } from "@/features/viewer/api/pictures";
import type { Found } from "@/features/viewer/components/evidence";
import { Viewer, type ViewerControl } from "@/features/viewer/components/viewer";
import { Bar } from "./bar";
import type { Act, KeySettings } from "./keys";
import type { Decision, Desk, Item } from "./queue";
import { Rail } from "./rail";
import classes from "./review.module.css";
import { Steps } from "./steps";
import { Timer } from "./timer";
import type { Told } from "./told-last";
import { Why, worst } from "./why";

interface LookingProps {
  desk: Desk;
  item: Item;
  ahead: number;
  isOthers: (item: Item) => boolean;
  settings: KeySettings;
  mayDecide: boolean;
  asks: "retake" | "reEdit" | "help" | undefined;
  close: () => void;
  act: (act: Act) => void;
  go: (photo: number) => void;
  step: (by: 1 | -1) => void;
  decide: (decision: Decision) => void;
  star: (stars: number) => void;
  /** Said beside what can be pressed, on small screens. */
  told: Told | undefined;
  viewer: RefObject<ViewerControl | null>;
}

const READY = [1, 2, -1];

/** One photo that waits: why, the picture, and what can be decided. */
export function Looking(props: LookingProps) {
  const { desk, item, ahead, isOthers, mayDecide, asks, close, decide, viewer } = props;
  const { t } = useTranslation("review");
  const who = useWho();
  const moment = useMoment("weekday");
  const { id } = item.photo;
  const franchise = useFranchiseName()(item.photo.franchise);
  const number = item.edit.number;
  const edits = useEdits(id, item.photo.edits);
  const [found, setFound] = useState<{ photo: number; factor: Found }>();
  const [preview, setPreview] = useState<string>();
  useEffect(() => {
    const at = desk.items.findIndex((one) => one.photo.id === id);
    for (const by of READY) {
      const near = desk.items[at + by];
      if (near) preloadPhoto(near.photo.id, near.edit.number);
    }
  }, [desk.items, id]);
  const edit = edits.data?.find((one) => one.number === number);
  const others = isOthers(item);
  const said = useSaid();
  const factor = found?.photo === id ? found.factor : undefined;
  const [draft, keepDraft] = useDraft(id);
  return (
    <>
      <div>
        <Group gap="sm" mb={6}>
          <Steps at={desk.items.indexOf(item) + 1} all={desk.items.length} step={props.step} />
          <Timer due={item.due_at} franchise={item.photo.franchise} ahead={ahead} whole />
          {item.photo.deadline && (
            <Text size="xs">
              {t("timer.promised", { when: moment(item.photo.deadline, item.photo.franchise) })}
            </Text>
          )}
          <Anchor component={Link} to={`/photos/${id}`} size="sm" fw={600}>
            <bdi>{item.photo.filename}</bdi>
          </Anchor>
          <Text size="sm" c="var(--portal-ink-soft)">
            <bdi>{item.session_name}</bdi>
            {franchise && (
              <>
                {" · "}
                <bdi>{franchise}</bdi>
              </>
            )}
            {item.customer_name && (
              <>
                {" · "}
                <bdi>{item.customer_name}</bdi>
              </>
            )}
          </Text>
        </Group>
        <Why
          item={item}
          chosen={factor?.name}
          choose={(factor) => setFound(factor && { photo: id, factor })}
          back={desk.back[id]}
          unsent={Object.keys(draft).length > 0}
          other={others && item.claimed_by ? who(item.claimed_by) : undefined}
        />
      </div>
      <div className={classes.body}>
        <Viewer
          shown={shownOf(id, item.photo.edits, edit, number)}
          found={factor}
          preview={asks === "reEdit" ? preview : undefined}
          onSwipe={(forward) => props.step(forward ? 1 : -1)}
          control={viewer}
        />
        <Rail items={desk.items} at={desk.at} ahead={ahead} isOthers={isOthers} go={props.go} />
      </div>
      <Bar
        settings={props.settings}
        stars={desk.stars[id] ?? 0}
        held={!mayDecide}
        undoable={desk.outbox.length > 0}
        act={props.act}
        star={props.star}
        told={props.told}
      />
      <RetakeNote
        opened={asks === "retake"}
        close={close}
        suggested={said(worst(item)[0]?.sentence ?? "")}
        onDone={(note) => decide({ act: "retake", note })}
      />
      <Drawer
        opened={asks === "reEdit"}
        onClose={close}
        position="right"
        title={t("act.reEdit")}
        size={400}
        withOverlay={false}
        lockScroll={false}
      >
        {asks === "reEdit" && (
          <ReEditPanel
            key={`${id}/${number}`}
            photo={id}
            edit={number}
            franchise={item.photo.franchise}
            onPreview={setPreview}
            onDone={(adjustments) => {
              keepDraft({});
              decide({ act: "re_edit", adjustments });
            }}
          />
        )}
      </Drawer>
    </>
  );
}
