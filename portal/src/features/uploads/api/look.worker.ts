import { mayShowCode } from "./marks";

/** Pixels of the longer side: what codes are read at. */
const LONGEST = 1600;

/** A small JPEG of a photo that may show a code; nothing of another one. Throws what a browser can't show. */
async function lookOf(file: Blob): Promise<Blob | undefined> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(LONGEST / Math.max(picture.width, picture.height), 1);
  const width = Math.max(Math.round(picture.width * scale), 1);
  const height = Math.max(Math.round(picture.height * scale), 1);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  const { data } = context.getImageData(0, 0, width, height);
  const values = new Uint8ClampedArray(width * height);
  for (let at = 0; at < values.length; at++) {
    const [red = 0, green = 0, blue = 0] = [data[4 * at], data[4 * at + 1], data[4 * at + 2]];
    values[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  if (!mayShowCode({ values, width, height })) return undefined;
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });
}

self.onmessage = async (asked: MessageEvent<{ id: number; file: Blob }>) => {
  const { id, file } = asked.data;
  try {
    self.postMessage({ id, look: await lookOf(file) });
  } catch {
    self.postMessage({ id, unseen: true });
  }
};
