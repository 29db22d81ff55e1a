import type { ResourceKey } from "i18next";

/** The texts in this language that come before any page, by the file that they are in; the others are LATE. */
export default import.meta.glob<ResourceKey>(
  ["../features/*/i18n/fr.json", "!../features/{brand,dashboard,history,models,office,people}/**"],
  { eager: true, import: "default" },
);
