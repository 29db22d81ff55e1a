import i18next, { type ResourceKey } from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = { en: "English", es: "Español", fr: "Français", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

/** Features whose texts come with the pages that say them, not before the first page. */
export const LATE = ["brand", "dashboard", "history", "models", "office", "people"] as const;
export type Late = (typeof LATE)[number];

const KEPT = "mirrorme-language";
const LATER = import.meta.glob<ResourceKey>(
  "../features/{brand,dashboard,history,models,office,people}/i18n/*.json",
  { import: "default" },
);
const TEXTS: Record<Language, () => Promise<{ default: Record<string, ResourceKey> }>> = {
  en: () => import("./en"),
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
};

function isLanguage(text: string): text is Language {
  return text in LANGUAGES;
}

/** The language of a tag such as en-GB. */
function languageOf(tag: string): string {
  return tag.slice(0, 2);
}

/** A language as it is spoken where the browser is set to: dates, clocks and numbers are written as there. */
function tagOf(language: Language): string {
  return navigator.languages.find((tag) => languageOf(tag) === language) ?? language;
}

/** What the page is shown in; English before anything was started. */
export function languageNow(): Language {
  const language = languageOf(i18next.language ?? "");
  return isLanguage(language) ? language : "en";
}

/** What was chosen here before, or what the browser asks for, as far as we speak it. */
function wanted(): Language {
  const asked = [localStorage.getItem(KEPT) ?? "", ...navigator.languages.map(languageOf)];
  return asked.find(isLanguage) ?? "en";
}

const opened = new Set<Late>();

/** Have what a page says in the language that is shown, and from now on in each that is chosen. */
export async function openTexts(features: readonly Late[]): Promise<void> {
  for (const feature of features) opened.add(feature);
  await loadLate(languageNow());
}

async function loadLate(language: Language): Promise<void> {
  const missing = [...opened].filter((feature) => !i18next.hasResourceBundle(language, feature));
  await Promise.all(
    missing.map(async (feature) => {
      const text = await LATER[`../features/${feature}/i18n/${language}.json`]?.();
      i18next.addResourceBundle(language, feature, text);
    }),
  );
}

async function load(language: Language): Promise<void> {
  const [{ default: texts }] = await Promise.all([TEXTS[language](), loadLate(language)]);
  for (const [path, text] of Object.entries(texts)) {
    i18next.addResourceBundle(language, path.split("/").at(-3) ?? "", text);
  }
}

export async function startLanguage(): Promise<void> {
  const language = wanted();
  await i18next.use(initReactI18next).init({
    lng: tagOf(language),
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: {},
    returnNull: false,
  });
  await choose(language);
}

/** Show the page in another language, and remember it on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await choose(language);
}

/** Show the page in a language as long as nobody chose one on this device. */
export async function defaultLanguage(language: Language): Promise<void> {
  if (localStorage.getItem(KEPT) === null && languageNow() !== language) await choose(language);
}

async function choose(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(tagOf(language));
  document.documentElement.lang = i18next.language;
}
