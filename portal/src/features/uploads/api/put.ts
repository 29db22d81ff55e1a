/** Headers that browsers set by themselves and let nobody else set. */
const THEIRS = new Set(["content-length", "host"]);

export interface Put {
  url: string;
  headers: Record<string, string>;
  body: Blob;
  signal: AbortSignal;
  /** Told how many bytes of it are on their way. */
  told(bytes: number): void;
}

/** PUT bytes and give the status; 0 if nobody answered. `fetch` can't tell how far it is, hence the older way. */
export function put({ url, headers, body, signal, told }: Put): Promise<number> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal.addEventListener("abort", stop, { once: true });
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers)) {
      if (!THEIRS.has(name.toLowerCase())) request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => told(event.loaded);
    request.onabort = () => reject(signal.reason);
    request.onerror = () => resolve(0);
    request.onload = () => resolve(request.status);
    request.onloadend = () => signal.removeEventListener("abort", stop);
    request.send(body);
  });
}
