import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";

/** Which codes there are is known when the page runs. */
type Raw = (key: string, options: { skipInterpolation: true; defaultValue: string }) => string;

const BLANK = /\{\{(\w+)\}\}/g;

/**
 * A sentence for people about an error, in the page's language. The API's own sentence, which is English, is left for
 * what is not known here, and for a code that comes without what its sentence tells.
 */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation("shell");
  const problems = useTranslation("problems").t as Raw;
  return useCallback(
    (error) => {
      if (!(error instanceof Problem)) return t("problem.unexpected");
      if (error.status === 0) return navigator.onLine ? t("problem.unreachable") : t("problem.offline");
      const sentence = problems(error.code, { skipInterpolation: true, defaultValue: "" });
      const blanks = [...sentence.matchAll(BLANK)].map(([, name]) => name ?? "");
      if (!sentence || blanks.some((name) => !(name in error.params)))
        return error.message || t("problem.unexpected");
      return sentence.replace(BLANK, (_, name: string) => String(error.params[name]));
    },
    [t, problems],
  );
}
