/** Texts with the apostrophes that the service writes; the portal's are typeset. */
export function withPlainApostrophes<Texts extends Readonly<Record<string, string>>>(texts: Texts) {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.replaceAll("’", "'")]));
}
