import { describe, expect, it, onTestFinished } from "vitest";
import { chooseLanguage, languageNow } from "@/i18n";
import { rendered } from "@/test/rendered";
import english from "../i18n/en.json";
import { EventLines } from "./event-lines";
import type { Line } from "./event-words";
import { WHYS } from "./whys";

const BARE = {
  id: 1,
  at: "2026-11-26T14:00:00Z",
  franchise: "001",
  session: 2,
  photo: 31,
  photo_number: 4,
  kind: "photo",
  who: "staff:person-3",
  before: null,
  after: null,
  why: "",
  data: {},
} satisfies Line;

async function said(line: Partial<Line>, language: "en" | "de" = "de", timezone = "UTC"): Promise<string> {
  const answers: [readonly unknown[], unknown][] = [
    [["me"], { person: 7, role: "franchise" }],
    [["names"], [{ person: 3, name: "Ada Smith" }]],
    [["franchises", "all"], [{ code: "001", timezone }]],
  ];
  await rendered(null, []);
  await chooseLanguage(language);
  onTestFinished(() => chooseLanguage("en"));
  const place = await rendered(<EventLines lines={[{ ...BARE, ...line }]} numbered />, answers);
  expect(languageNow()).toBe(language);
  return place.textContent ?? "";
}

describe("a line of the history", () => {
  it("says in the page's language what became of a photo and why, and who did it by name", async () => {
    const text = await said({
      before: "scored",
      after: "retake",
      why: "retake: the score 61.5 is under 70 once more",
    });
    expect(text).toContain("Neu aufnehmen");
    expect(text).toContain("die Bewertung 61,5 liegt wieder unter 70");
    expect(text).toContain("Ada Smith");
  });

  it("counts photos as their session does", async () => {
    const text = await said({ after: "published" });
    expect(text).toContain("Foto 4");
    expect(text).not.toContain("31");
  });

  it("has no codes for what was looked at, moved or rejected", async () => {
    expect(await said({ kind: "view.original-screen", why: "shown on a screen" })).toMatch(
      /^\s*Original angesehenAda/,
    );
    expect(await said({ kind: "view.thumb", why: "shown on a screen" })).toMatch(/^\s*Bild angesehenAda/);
    expect(await said({ kind: "session.moved", why: "moved from bulk to vip" })).toContain(
      "von Masse auf VIP gelegt",
    );
    expect(await said({ after: "rejected", why: "retake: too_dark, out_of_focus" })).toContain(
      "neu aufnehmen: Zu dunkel, Nicht scharf",
    );
  });

  it("says what alarms say, and what rules of models found", async () => {
    const alarm = { kind: "alert.review_queue", why: "51 photos wait for review (more than 50)." };
    expect(await said(alarm)).not.toContain("wait for review");
    const rule = { kind: "model.moved", why: "by rule: it agrees with people less, by 2.5% at least" };
    expect(await said(rule)).toContain(
      "nach Regel: es stimmt seltener mit Menschen überein, um mindestens 2,5",
    );
  });

  it("says why nothing was learnt, and why a trial ended, to the last part", async () => {
    const tooFew =
      "Learning takes 200 ratings with stars by 3 people, of photos whose customers agreed; there are 41 by 2.";
    const learnt = await said({ kind: "model.not_learnt", photo: null, why: tooFew });
    expect(learnt).toContain("zum Lernen braucht es 200 Beurteilungen mit Sternen von 3 Personen");
    const why =
      "by rule: after 30 days it could not be shown to be as good: 1,200 of 2,000 edits are scored, 9 of 50 are rated";
    expect(await said({ kind: "model.moved", why })).toContain(
      "nach Regel: nach 30 Tagen ließ sich nicht zeigen, dass es so gut ist: 1.200 von 2.000 Bearbeitungen sind bewertet, 9 von 50 beurteilt",
    );
    expect(await said({ kind: "model.not_learnt", why: "This is model 4, which is refused." })).toContain(
      "das ist Modell 4, das es schon gibt: Verworfen",
    );
  });

  it("counts one as one", async () => {
    const mailed = { kind: "notice.review", photo: null };
    expect(await said({ ...mailed, why: "mail to 1 owners" }, "en")).toMatch(/mail to 1 owner(?!s)/);
    expect(await said({ kind: "backdrop.removed", why: "1 days old" })).toContain("1 Tag alt");
    expect(await said({ kind: "backdrop.removed", why: "1,200 days old" })).toContain("1.200 Tage alt");
  });

  it("says instants by the studio's clock", async () => {
    const missed = {
      kind: "promise.missed",
      why: "not published by 2026-07-26 14:00:05 UTC as vip promises",
    };
    expect(await said(missed, "de", "America/New_York")).toContain(
      "nicht bis 26.07.2026, 10:00 GMT-4 veröffentlicht, wie VIP zusagt",
    );
    const overdue = { kind: "review.overdue", why: "nobody looked by 2026-07-26 14:00 UTC" };
    expect(await said(overdue, "en", "Europe/Paris")).toMatch(
      /nobody looked by Jul 26, 2026, 4:00\sPM GMT\+2/,
    );
  });

  it("leaves what people wrote as it is", async () => {
    expect(await said({ kind: "model.moved", why: "The boss wants it." })).toContain("The boss wants it.");
  });
});

it("has words for every reason that it knows", () => {
  const ours = new Set(Object.keys(english.whys).map((key) => key.replace(/_(one|other)$/, "")));
  expect([...ours]).toEqual(Object.keys(WHYS));
});
