/** look: a small picture, if the photo may show a code. unseen: a browser can't show the photo at all. */
export interface Look {
  look?: Blob;
  unseen?: boolean;
}

let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, (look: Look) => void>();

function start(): Worker {
  const made = new Worker(new URL("./look.worker.ts", import.meta.url), { type: "module" });
  made.onmessage = ({ data }: MessageEvent<Look & { id: number }>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  made.onerror = () => {
    for (const told of waiting.values()) told({ unseen: true });
    waiting.clear();
  };
  return made;
}

/** Look beside the page whether a photo may show a code. */
export function lookAtPhoto(file: Blob): Promise<Look> {
  worker ??= start();
  const id = ++last;
  const asked = new Promise<Look>((resolve) => waiting.set(id, resolve));
  worker.postMessage({ id, file });
  return asked;
}
