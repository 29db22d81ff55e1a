import { answer, api, type Schemas } from "@/api/client";
import { Problem } from "@/api/problem";
import { type Patience, patiently } from "./patience";
import { put } from "./put";

export type Photo = Schemas["PhotoAnswer"];

/** What may have been chance: the upload is begun once more, and goes on with what is missing. */
const AGAIN = new Set(["checksum_mismatch", "parts_missing", "upload_over", "no_upload"]);
const EXPIRED = new Set([400, 401, 403]);
const THERE = new Set([409, 412]);
const NEW_ADDRESSES = 3;
const PARTS_AT_ONCE = 2;
const ADDRESSES_AT_ONCE = 16;

export interface Task extends Patience {
  session: number;
  file: File;
  sha256: string;
  /** Told the id once there is something that could be given up. */
  begun(upload: string): void;
  /** Told how many bytes are there or on their way. */
  sent(bytes: number): void;
  checking(): void;
}

/** Have the service receive a file: only what is missing of it. known: it was there before a byte was sent. */
export async function send(task: Task): Promise<{ photo: Photo; known: boolean }> {
  const { session, file, sha256 } = task;
  const body = { filename: file.name, size: file.size, sha256 };
  const met = new Set<string>();
  for (;;) {
    const ticket = await patiently(
      () =>
        answer(api.POST("/v1/sessions/{number}/uploads", { params: { path: { number: session } }, body })),
      task,
    );
    if (!ticket.upload) return { photo: ticket.photo, known: met.size === 0 };
    const upload = ticket.upload.id;
    task.begun(upload);
    try {
      await sendMissing(task, upload);
      task.checking();
      const params = { path: { upload } };
      return {
        photo: await patiently(() => answer(api.POST("/v1/uploads/{upload}/complete", { params })), task),
        known: false,
      };
    } catch (error) {
      if (!(error instanceof Problem) || !AGAIN.has(error.code) || met.has(error.code)) throw error;
      met.add(error.code);
    }
  }
}

async function sendMissing(task: Task, upload: string): Promise<void> {
  const params = { path: { upload } };
  const state = await patiently(() => answer(api.GET("/v1/uploads/{upload}", { params })), task);
  const { size } = task.file;
  const partOf = (part: number) => task.file.slice((part - 1) * state.part_size, part * state.part_size);
  const missing = state.missing;
  let there = size - missing.reduce((sum, part) => sum + partOf(part).size, 0);
  const going = new Map<number, number>();
  const tell = () => task.sent(there + [...going.values()].reduce((sum, bytes) => sum + bytes, 0));
  tell();

  const one = async (part: number, address: Schemas["PartUrl"]) => {
    const body = partOf(part);
    const told = (bytes: number) => {
      going.set(part, bytes);
      tell();
    };
    await putPart(task, upload, { part, address, body, told });
    going.delete(part);
    there += body.size;
    tell();
  };

  for (let first = 0; first < missing.length; first += ADDRESSES_AT_ONCE) {
    const addresses = await addressesOf(task, upload, missing.slice(first, first + ADDRESSES_AT_ONCE));
    await each(addresses, PARTS_AT_ONCE, (address) => one(address.part, address));
  }
}

function addressesOf(task: Task, upload: string, parts: number[]): Promise<Schemas["PartUrl"][]> {
  const params = { path: { upload } };
  return patiently(
    async () => (await answer(api.POST("/v1/uploads/{upload}/urls", { params, body: { parts } }))).urls,
    task,
  );
}

interface Part {
  part: number;
  address: Schemas["PartUrl"];
  body: Blob;
  told(bytes: number): void;
}

/** PUT one part; an address that expired is replaced. */
async function putPart(task: Task, upload: string, { part, address, body, told }: Part): Promise<void> {
  let { url, headers } = address;
  for (let addresses = 0; addresses < NEW_ADDRESSES; addresses++) {
    const status = await patiently(async () => {
      const answered = await put({ url, headers, body, signal: task.signal, told });
      if (answered === 0 || answered >= 500) throw new Problem(answered, "store_away", "");
      return answered;
    }, task);
    if ((status >= 200 && status < 300) || THERE.has(status)) return;
    if (status === 404) throw new Problem(404, "no_upload", "");
    if (!EXPIRED.has(status)) break;
    const [fresh] = await addressesOf(task, upload, [part]);
    if (fresh) ({ url, headers } = fresh);
  }
  throw new Problem(400, "store_refused", "");
}

/** Some at a time; the first that fails ends it. */
async function each<T>(all: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const runner = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, runner));
}
