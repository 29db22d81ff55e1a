// biome-ignore-all lint/suspicious/noControlCharactersInRegex: formats begin with such bytes
/** Bytes that are needed to tell what a file is. */
const HEAD_BYTES = 64;
/** The largest photo that the service takes. */
export const MOST_BYTES = 512 * 1024 * 1024;

export type Refusal = "empty" | "tooLarge" | "pdf" | "film" | "archive" | "page" | "picture" | "unknown";

/** First bytes as Latin-1 text, so that patterns can be written as they stand in the formats' descriptions. */
function latin(head: Uint8Array): string {
  return Array.from(head, (byte) => String.fromCharCode(byte)).join("");
}

const PHOTOS = [
  /^\xff\xd8\xff/s,
  /^\x89PNG\r\n\x1a\n/s,
  /^RIFF....WEBP/s,
  /^(II\*\0|MM\0\*)/s,
  /^....ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis|crx )/s,
  /^(FUJIFILMCCD-RAW|IIRO|IIRS|MMOR|IIU\0|\0MRM|FOVb|II\x1a\0\0\0HEAPCCDR)/s,
];
const OTHERS: readonly (readonly [RegExp, Refusal])[] = [
  [/^(%PDF|%!PS)/s, "pdf"],
  [/^(....ftyp|\x1aE\xdf\xa3|RIFF....AVI )/s, "film"],
  [/^(PK\x03\x04|Rar!|7z\xbc\xaf|\x1f\x8b|BZh)/s, "archive"],
  [/^\s*<(!doctype|html|head|body|script|\?xml|svg)/is, "page"],
  [/^(GIF8|BM|8BPS|\xff\x0a|\0\0\0\x0c(jP {2}|JXL )|v\/1\x01)/s, "picture"],
];

/** Why a file is no photo that is edited, by its bytes and never by its name; undefined if it may be one. */
export function refusalOf(size: number, head: Uint8Array): Refusal | undefined {
  if (size === 0) return "empty";
  if (size > MOST_BYTES) return "tooLarge";
  const text = latin(head);
  if (PHOTOS.some((pattern) => pattern.test(text))) return undefined;
  return OTHERS.find(([pattern]) => pattern.test(text))?.[1] ?? "unknown";
}

/** Read so much of a file as tells what it is. Throws what the browser throws when a card was pulled out. */
export async function lookAt(file: Blob): Promise<Refusal | undefined> {
  return refusalOf(file.size, new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
}
