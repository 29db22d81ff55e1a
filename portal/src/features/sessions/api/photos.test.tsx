import { useIsFetching } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import type { LiveEvent } from "@/api/live";
import { rendered } from "@/test/rendered";
import { usePhotos } from "./photos";

const { told, answers } = vi.hoisted(() => ({
  told: { hear: undefined as ((event: LiveEvent) => void) | undefined },
  answers: new Map<string, (() => void)[]>(),
}));

vi.mock("@/api/live", () => ({
  live: { onReload: () => () => undefined },
  usePollInterval: () => false,
  useLiveEvents: (hear: (event: LiveEvent) => void) => {
    told.hear = hear;
  },
}));

const PHOTO = { id: 7, number: 1, state: "processing" };

/** Each answer waits until the test lets it come; what it says is as it was when it was asked for. */
vi.mock("@/api/client", () => ({
  answer: (asked: Promise<unknown>) => asked,
  api: {
    GET: (path: string) =>
      new Promise((done) => {
        const one = { ...PHOTO };
        const said = path === "/v1/photos/{number}" ? one : { items: [one], next: null };
        answers.set(path, [...(answers.get(path) ?? []), () => done(said)]);
      }),
  },
}));

const LIST = "/v1/sessions/{number}/photos";
const ONE = "/v1/photos/{number}";

function Shown() {
  const { photos, refetch } = usePhotos(3);
  const asking = useIsFetching() > 0;
  return (
    <button type="button" onClick={() => void refetch()}>
      {photos.map((photo) => photo.state)}
      {asking && "?"}
    </button>
  );
}

async function comes(path: string): Promise<void> {
  await vi.waitFor(() => expect(answers.get(path)?.length ?? 0).toBeGreaterThan(0), 3000);
  answers.get(path)?.shift()?.();
}

it("shows what happened to a photo while the list was on its way", async () => {
  const place = await rendered(<Shown />);
  // what happens now is drawn when the browser gets to it, as on a page
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", false);
  const button = place.querySelector("button");
  await comes(LIST);
  await vi.waitFor(() => expect(button?.textContent).toBe("processing"));

  button?.click();
  await vi.waitFor(() => expect(button?.textContent).toBe("processing?"));
  PHOTO.state = "published";
  const event = { session: 3, kind: "photo", photo: 7, before: "processing", after: "published" };
  told.hear?.(event as LiveEvent);
  await comes(ONE);
  await comes(LIST);

  await vi.waitFor(() => expect(button?.textContent).not.toContain("?"));
  await new Promise((done) => setTimeout(done, 50));
  expect(button?.textContent).toBe("published");
});
