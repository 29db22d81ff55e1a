const ESCAPED = /[.*+?^$()|[\]\\]/g;

export interface Recognised<Key> {
  key: Key;
  /** What the sentence's blanks were filled with. */
  blanks: Record<string, string>;
}

/**
 * Tells which of some texts a sentence of the service is, and what its {{blanks}} are; undefined: none, as a newer
 * service's. The service speaks English; what it says is shown in the page's language where it is known.
 */
export function recogniser<Key extends string>(texts: Readonly<Record<Key, string>>) {
  const forms = (Object.keys(texts) as Key[]).map((key) => ({
    key,
    form: new RegExp(`^${texts[key].replace(ESCAPED, "\\$&").replace(/\{\{(\w+)\}\}/g, "(?<$1>.+)")}$`),
  }));
  return (sentence: string): Recognised<Key> | undefined => {
    for (const { key, form } of forms) {
      const found = form.exec(sentence);
      if (found) return { key, blanks: { ...found.groups } };
    }
    return undefined;
  };
}
