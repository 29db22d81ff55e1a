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

/** What was chosen here before, or what the browser asks for, as far as we speak it. */
function wanted(): Language {
  const asked = [localStorage.getItem(KEPT) ?? "", ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return asked.find(isLanguage) ?? "en";
}

const opened = new Set<Late>();

/** Have what a page says in the language that is shown, and from now on in each that is chosen. */
export async function openTexts(features: readonly Late[]): Promise<void> {
  for (const feature of features) opened.add(feature);
  const { language } = i18next;
  if (isLanguage(language)) await loadLate(language);
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
    lng: language,
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
  if (localStorage.getItem(KEPT) === null && i18next.language !== language) await choose(language);
}

async function choose(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
