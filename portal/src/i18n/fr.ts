import type { ResourceKey } from "i18next";

/** All texts in this language, by the file that they are in. */
export default import.meta.glob<ResourceKey>("../features/*/i18n/fr.json", {
  eager: true,
  import: "default",
});
