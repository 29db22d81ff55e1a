import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { recogniser } from "@/components/recognise";
import { HUE, PLACE, SAID, SIDE } from "./sentences";

/** Which of the sentences that we know it is. */
export const toldIn = recogniser(SAID);

function keyIn<Words extends Record<string, string>>(words: Words, text: string): keyof Words | undefined {
  return Object.keys(words).find((key) => words[key] === text);
}

/** What is said of a factor that is not good: what was stored before may still say that all is well. */
export function asFault(sentence: string): string {
  return toldIn(sentence)?.key.endsWith("Well") ? SAID.small : sentence;
}

/** Says in the page's language what the score says; what is not known here stays in the service's words. */
export function useSaid(): (sentence: string) => string {
  const { t, i18n } = useTranslation("photo");
  return useCallback(
    (sentence) => {
      const told = toldIn(sentence);
      if (!told) return sentence;
      const filled = Object.entries(told.blanks).map(([blank, text]) => {
        const place = keyIn(PLACE, text);
        const hue = keyIn(HUE, text);
        const side = keyIn(SIDE, text);
        const ours =
          (place && t(`place.${place}`)) ||
          (hue && t(`hue.${hue}`)) ||
          (side && t(`side.${side}`)) ||
          (Number.isNaN(Number(text)) ? text : new Intl.NumberFormat(i18n.language).format(Number(text)));
        return [blank, ours] as const;
      });
      // which blanks a sentence has is known by its words alone
      const say = t as (key: string, blanks: Record<string, string>) => string;
      return say(`said.${told.key}`, Object.fromEntries(filled));
    },
    [t, i18n.language],
  );
}
