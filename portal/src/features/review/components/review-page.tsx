import { useMediaQuery } from "@mantine/hooks";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/components/problem-text";
import { useMyself } from "@/features/history/components/myself";
import { useDecides } from "@/features/photo/components/decide-bar";
import type { ViewerControl } from "@/features/viewer/components/viewer";
import { Grid } from "./grid";
import { ReviewHead, ReviewNews } from "./head";
import type { Act } from "./keys";
import { KeysDialog } from "./keys-dialog";
import { Looking } from "./looking";
import classes from "./review.module.css";
import { useTold } from "./told-last";
import { useClaim } from "./use-claim";
import { type News, useDesk } from "./use-desk";
import { useKeySettings, useKeys } from "./use-keys";

function tellAloud(text: string): void {
  const told = document.getElementById("told-aloud");
  if (told) told.textContent = text;
}

/** What waits for people, one by one or all at once. Who signs in over another's page finds a desk of their own. */
export function ReviewPage() {
  const myself = useMyself();
  const [reviewer, setReviewer] = useState(myself);
  if (myself && myself !== reviewer) setReviewer(myself);
  return <ReviewDesk key={reviewer} />;
}

function ReviewDesk() {
  const { t } = useTranslation("review");
  const text = useProblemText();
  const decides = useDecides();
  const [told, setTold] = useTold();
  const narrow = useMediaQuery("(max-width: 62em)", undefined, { getInitialValueInEffect: false });
  const tell = useCallback(
    ({ kind, error }: News) => {
      const message = error === undefined ? t(`news.${kind}`) : `${t(`news.${kind}`)} ${text(error)}`;
      setTold({ text: message, bad: error !== undefined });
      tellAloud(message);
    },
    [t, text, setTold],
  );
  const { desk, now, move, review, skip, decide, undo, held, ahead, times } = useDesk(tell, text);
  const [settings, keep] = useKeySettings();
  const [asks, setAsks] = useState<"retake" | "reEdit" | "help">();
  const [all, setAll] = useState(false);
  const viewer = useRef<ViewerControl>(null);
  useClaim(desk.at, now, move, decides && !all);

  const at = desk.items.findIndex((one) => one.photo.id === desk.at);
  const item = desk.items[at];
  const mayDecide = decides && item !== undefined && !skip(item) && !all;

  const go = useCallback(
    (photo: number) => {
      setAsks(undefined);
      move({ type: "gone_to", photo });
    },
    [move],
  );
  const star = useCallback((stars: number) => move({ type: "starred", stars }), [move]);
  function step(by: 1 | -1) {
    setAsks(undefined);
    move({ type: "moved", by, skip });
  }
  function act(wanted: Act) {
    const acts: Partial<Record<Act, () => void>> = {
      next: () => step(1),
      previous: () => step(-1),
      undo: () => void undo(),
      before: () => viewer.current?.swap(),
      zoom: () => viewer.current?.look(),
      grid: () => setAll(!all),
      help: () => setAsks("help"),
    };
    const deciding: Partial<Record<Act, () => void>> = {
      approve: () => {
        setAsks(undefined);
        decide({ act: "approve" });
      },
      retake: () => setAsks("retake"),
      reEdit: () => setAsks("reEdit"),
    };
    if (acts[wanted]) acts[wanted]();
    else if (!mayDecide) return;
    else if (deciding[wanted]) deciding[wanted]();
    else move({ type: "starred", stars: Number(wanted.slice(-1)) });
  }
  useKeys(settings, act);
  const latest = useRef(act);
  latest.current = act;
  // the same for as long as the page stands, so that what has it isn't drawn again at every photo
  const press = useCallback((wanted: Act) => latest.current(wanted), []);

  return (
    <div className={all || !item ? undefined : classes.page}>
      <ReviewHead
        one={!all && item !== undefined}
        items={desk.items.length}
        times={times}
        all={all}
        turn={() => setAll(!all)}
        help={() => setAsks("help")}
        told={narrow && !all && item ? undefined : told}
      />
      <ReviewNews desk={desk} review={review} held={held} undo={undo} decides={decides} />
      {all && (
        <Grid
          items={desk.items}
          ahead={ahead}
          decides={decides}
          isOthers={skip}
          look={(photo) => {
            setAll(false);
            go(photo);
          }}
          approve={(photos) => decide({ act: "approve" }, photos)}
        />
      )}
      {!all && item && (
        <Looking
          desk={desk}
          item={item}
          ahead={ahead}
          isOthers={skip}
          settings={settings}
          mayDecide={mayDecide}
          asks={asks}
          close={() => setAsks(undefined)}
          act={press}
          go={go}
          step={step}
          decide={(decision) => {
            setAsks(undefined);
            decide(decision);
          }}
          star={star}
          viewer={viewer}
          told={narrow ? told : undefined}
        />
      )}
      <KeysDialog opened={asks === "help"} close={() => setAsks(undefined)} settings={settings} keep={keep} />
    </div>
  );
}
