import { describe, expect, it, onTestFinished } from "vitest";
import { Problem } from "@/api/problem";
import { chooseLanguage, type Language } from "@/i18n";
import { rendered } from "@/test/rendered";
import { useProblemText } from "./problem-text";

function Told({ error }: { error: Problem }) {
  return useProblemText()(error);
}

async function said(error: Problem, language: Language): Promise<string> {
  await rendered(null);
  await chooseLanguage(language);
  onTestFinished(() => chooseLanguage("en"));
  return ((await rendered(<Told error={error} />)).textContent ?? "").trim();
}

describe("a problem of the API", () => {
  it("is said in the page's language", async () => {
    const error = new Problem(401, "wrong_sign_in", "E-mail or password is wrong.");
    expect(await said(error, "de")).toBe("E-Mail oder Passwort ist falsch.");
    expect(await said(error, "es")).toBe("El correo o la contraseña no son correctos.");
  });

  it("says in that language how long to wait", async () => {
    const error = new Problem(429, "too_many_tries", "That was tried too often.", undefined, { minutes: 12 });
    expect(await said(error, "de")).toContain("in 12 min");
  });

  it("says states and reasons by their names", async () => {
    const state = new Problem(409, "wrong_state", "The photo is published.", undefined, {
      state: "published",
    });
    expect(await said(state, "de")).toContain("„Veröffentlicht“");
    const told = { shortest: 12, longest: 200, why: "date" };
    const weak = new Problem(422, "weak_password", "Dates are often easy to guess.", undefined, told);
    expect(await said(weak, "fr")).toMatch(
      /^Les dates et les années se devinent facilement. Prenez de 12 à 200/,
    );
  });

  it("names what can't be used, and how long or large it may be", async () => {
    const fields = [
      {
        at: "body.name",
        message: "String should have at most 200 characters",
        type: "string_too_long",
        limit: 200,
      },
      {
        at: "body.due_at",
        message: "Input should be a valid datetime",
        type: "datetime_from_date_parsing",
        limit: null,
      },
    ];
    const error = new Problem(422, "invalid_request", "body.name: ...", undefined, {}, fields);
    expect(await said(error, "de")).toBe(
      "Etwas von dem, was eingegeben wurde, kann nicht verwendet werden. Name: höchstens 200. Zugesagt bis: Das kann nicht verwendet werden.",
    );
  });

  it("names nobody by a code", async () => {
    const error = new Problem(409, "claimed", "franchise:person-3 looks at it until 14:00:00 UTC.");
    expect(await said(error, "en")).not.toContain("person-3");
  });

  it("is said as the API does where it is not known, or lacks what is told with it", async () => {
    expect(await said(new Problem(409, "brand_new", "Something new."), "de")).toBe("Something new.");
    expect(await said(new Problem(429, "too_many_tries", "Too often."), "de")).toBe("Too often.");
  });
});
