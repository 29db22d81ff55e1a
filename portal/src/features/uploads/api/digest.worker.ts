import { createSHA256 } from "hash-wasm";

/** Takes files one after the other, and tells their SHA-256, streamed: a film roll never has to fit into memory. */
async function digest(file: Blob): Promise<string> {
  const sha = await createSHA256();
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return sha.digest("hex");
    sha.update(value);
  }
}

self.onmessage = async (asked: MessageEvent<{ id: number; file: Blob }>) => {
  const { id, file } = asked.data;
  try {
    self.postMessage({ id, sha256: await digest(file) });
  } catch (error) {
    self.postMessage({ id, failed: String(error) });
  }
};
