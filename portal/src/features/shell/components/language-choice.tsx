import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { chooseLanguage, LANGUAGES, type Language, languageNow } from "@/i18n";

export function LanguageChoice() {
  const { t } = useTranslation("shell");
  return (
    <NativeSelect
      aria-label={t("language")}
      size="xs"
      value={languageNow()}
      onChange={(event) => void chooseLanguage(event.currentTarget.value as Language)}
      data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
    />
  );
}
