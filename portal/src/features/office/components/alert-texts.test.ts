import { describe, expect, it } from "vitest";
import { recogniser } from "@/components/recognise";
import { withPlainApostrophes } from "@/test/apostrophes";
import english from "../i18n/en.json";
import { ALERTS } from "./alert-texts";

const alertIn = recogniser(ALERTS);

describe("an alarm's message", () => {
  it.each([
    ["1,001 photos wait for a worker (more than 1,000).", "queue_depth", { n: "1,001" }],
    ["6.0% of the API's requests failed in the last 5 minutes (more than 5%).", "error_rate", { n: "6.0" }],
    ["The last day's photos, more than 20, score 80.0 on average (less than 85).", "score", { n: "80.0" }],
    ["No worker has shown a sign of life for 2 minutes.", "no_worker", {}],
  ])("%s", (message, key, blanks) => {
    expect(alertIn(message)).toEqual({ key, blanks });
  });

  it("is left as it is where it is not known", () => {
    expect(alertIn("The moon is full.")).toBeUndefined();
  });

  it("is in our English what it is in the service's", () => {
    expect(withPlainApostrophes(english.says)).toEqual(ALERTS);
  });
});
