type Told = { id: number; sha256?: string; failed?: string };

let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, { resolve(sha256: string): void; reject(error: Error): void }>();

function start(): Worker {
  const made = new Worker(new URL("./digest.worker.ts", import.meta.url), { type: "module" });
  made.onmessage = ({ data }: MessageEvent<Told>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.sha256) asked?.resolve(data.sha256);
    else asked?.reject(new Error(data.failed ?? "unreadable"));
  };
  made.onerror = (event) => {
    for (const asked of waiting.values()) asked.reject(new Error(event.message));
    waiting.clear();
  };
  return made;
}

/** The SHA-256 of a file, hex, computed beside the page. Rejects when the file can't be read. */
export function digestOf(file: Blob): Promise<string> {
  worker ??= start();
  const id = ++last;
  const asked = new Promise<string>((resolve, reject) => waiting.set(id, { resolve, reject }));
  worker.postMessage({ id, file });
  return asked;
}
