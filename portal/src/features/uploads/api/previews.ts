const SIDE = 360;
const MOST = 400;

const files = new Map<string, File>();
const made = new Map<string, Promise<string | undefined>>();
let turn: Promise<unknown> = Promise.resolve();

/** Remember a file that was dropped here, by its digest: until it is edited, it is the only picture of the photo. */
export function rememberFile(sha256: string, file: File): void {
  files.set(sha256, file);
}

async function shrunk(file: File): Promise<string | undefined> {
  try {
    const picture = await createImageBitmap(file, { resizeWidth: SIDE, resizeQuality: "medium" });
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext("2d")?.drawImage(picture, 0, 0);
    picture.close();
    return URL.createObjectURL(await canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 }));
  } catch {
    // a camera's RAW is nothing that browsers can show: the placeholder stays
    return undefined;
  }
}

/** A small picture of a file that was dropped here; undefined without one. One is made at a time. */
export function previewOf(sha256: string): Promise<string | undefined> | undefined {
  const file = files.get(sha256);
  if (!file) return undefined;
  const before = made.get(sha256);
  if (before) return before;
  const shown = turn.then(() => shrunk(file));
  turn = shown;
  made.set(sha256, shown);
  forgetOldest();
  return shown;
}

function forgetOldest(): void {
  const [oldest] = made;
  if (made.size <= MOST || !oldest) return;
  made.delete(oldest[0]);
  void oldest[1].then((url) => url && URL.revokeObjectURL(url));
}
