import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Problem, type WrongField } from "@/api/problem";

/** Which codes there are is known when the page runs. */
type Raw = (key: string, options: { skipInterpolation: true; defaultValue: string }) => string;

const BLANK = /\{\{(\w+)\}\}/g;
/** Where the words for what a sentence tells are, if it is told by a code. */
const WORDS: Readonly<Record<string, string>> = {
  state: "studio:states",
  model_state: "models:states",
  why: "problems:weak",
};
/** What is wrong with a field, by what the API calls it. */
const WRONG: readonly [RegExp, "missing" | "tooLong" | "tooShort"][] = [
  [/^missing$/, "missing"],
  [/_too_long$|^less_than/, "tooLong"],
  [/_too_short$|^greater_than/, "tooShort"],
];
const AS_IT_IS = { skipInterpolation: true, defaultValue: "" } as const;
const MOST_FIELDS = 3;

function wrongIn({ type, limit }: WrongField) {
  const found = WRONG.find(([form]) => form.test(type))?.[1];
  return found && (found === "missing" || limit != null) ? found : "format";
}

/**
 * A sentence for people about an error, in the page's language. The API's own sentence, which is English, is left for
 * what is not known here, and for a code that comes without what its sentence tells.
 */
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation("shell");
  const words = useTranslation("problems").t;
  const problems = words as Raw;
  return useCallback(
    (error) => {
      if (!(error instanceof Problem)) return t("problem.unexpected");
      if (error.status === 0) return navigator.onLine ? t("problem.unreachable") : t("problem.offline");
      const sentence = problems(error.code, AS_IT_IS);
      const blanks = [...sentence.matchAll(BLANK)].map(([, name]) => name ?? "");
      if (!sentence || blanks.some((name) => !(name in error.params)))
        return error.message || t("problem.unexpected");
      const told = sentence.replace(BLANK, (_, name: string) => {
        const key = `${WORDS[name]}.${error.params[name]}`;
        return i18n.exists(key) ? problems(key, AS_IT_IS) : String(error.params[name]);
      });
      const fields = error.fields.slice(0, MOST_FIELDS).map((one) => {
        const name = one.at.split(".").at(-1) ?? "";
        const field = problems(`fields.${name}`, { ...AS_IT_IS, defaultValue: name });
        return words(`wrong.${wrongIn(one)}`, { field, limit: one.limit });
      });
      return [told, ...fields].join(" ");
    },
    [t, i18n, problems, words],
  );
}
