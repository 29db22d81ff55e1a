// @vitest-environment jsdom
import i18next from "i18next";
import { afterEach, describe, expect, it, vi } from "vitest";
import { chooseLanguage, defaultLanguage, languageNow, startLanguage } from ".";

async function started(browser: readonly string[]): Promise<void> {
  localStorage.clear();
  vi.spyOn(navigator, "languages", "get").mockReturnValue(browser);
  await startLanguage();
}

describe("the page's language", () => {
  afterEach(() => vi.restoreAllMocks());

  it("is what the browser asks for, as it is written there", async () => {
    await started(["it-IT", "en-GB", "de-AT"]);
    expect([languageNow(), i18next.language, document.documentElement.lang]).toEqual([
      "en",
      "en-GB",
      "en-GB",
    ]);
    expect(i18next.t("sessions:title")).toBe("Sessions");
    const day = new Intl.DateTimeFormat(i18next.language, { dateStyle: "medium", timeZone: "UTC" });
    expect(day.format(new Date("2026-11-26"))).toBe("26 Nov 2026");
  });

  it("is what is chosen here, also where the browser speaks another", async () => {
    await started(["en-US", "de-CH"]);
    await chooseLanguage("de");
    expect([i18next.language, i18next.t("sessions:title")]).toEqual(["de-CH", "Sitzungen"]);
    await chooseLanguage("fr");
    expect([languageNow(), i18next.language]).toEqual(["fr", "fr"]);
  });

  it("is the studio's where nobody chose", async () => {
    await started(["en-GB"]);
    await defaultLanguage("es");
    expect(i18next.language).toBe("es");
    await chooseLanguage("en");
    await defaultLanguage("es");
    expect(i18next.language).toBe("en-GB");
  });
});
