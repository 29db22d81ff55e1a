import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { chooseLanguage, LANGUAGES, type Language } from "@/i18n";

export function LanguageChoice() {
  const { t, i18n } = useTranslation("shell");
  return (
    <NativeSelect
      aria-label={t("language")}
      size="xs"
      value={i18n.language}
      onChange={(event) => void chooseLanguage(event.currentTarget.value as Language)}
      data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
    />
  );
}
