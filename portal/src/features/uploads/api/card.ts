import { answer, api, type Schemas } from "@/api/client";
import { Problem } from "@/api/problem";
import type { Gathered } from "./gather";
import { lookAtPhoto } from "./look";
import { type Patience, patiently } from "./patience";

export type Session = Schemas["SessionAnswer"];

/** A card's photos by the session whose code was photographed before them. */
export interface Card {
  sessions: { session: Session; photos: Gathered[] }[];
  /** Pictures of codes, which are no portraits and stay behind. */
  codes: Gathered[];
  /** What was taken before the first code: nobody knows whose it is. */
  before: Gathered[];
  /** How many a browser can't show, so that nobody looked for a code in them. */
  unseen: number;
}

/** A code that leads nowhere, and the photo that shows it. */
export class CodeError extends Error {
  constructor(
    readonly path: string,
    readonly problem: unknown,
  ) {
    super(path);
    this.name = "CodeError";
  }
}

export interface Reading extends Patience {
  /** Told after each photo how many were looked at. */
  told(done: number): void;
}

/** The session that a small picture's code names, as the service reads it. */
async function sessionIn(look: Blob): Promise<Session | null> {
  const sent = { body: look as never, bodySerializer: (body: unknown) => body as Blob };
  const headers = { "content-type": "image/jpeg" };
  return (await answer(api.POST("/v1/session-codes", { ...sent, headers }))).session;
}

/** Whether a card begins with a code, of whatever kind of session; a look at one photo. */
export async function beginsWithCode([first]: readonly Gathered[]): Promise<boolean> {
  const { look } = first ? await lookAtPhoto(first.file) : {};
  if (!look) return false;
  try {
    return (await sessionIn(look)) !== null;
  } catch (error) {
    // one that leads nowhere is a code too; the upload itself waits for a service that is away
    return error instanceof Problem && !error.passes && !error.signedOut;
  }
}

/** Look at each photo of a card, in its order. Throws a `CodeError` for a code that leads nowhere. */
export async function readCard(photos: readonly Gathered[], reading: Reading): Promise<Card> {
  const named = new Map<Gathered, Session>();
  let unseen = 0;
  for (const [at, photo] of photos.entries()) {
    const { look, unseen: dark } = await lookAtPhoto(photo.file);
    reading.signal.throwIfAborted();
    if (dark) unseen++;
    const session = look && (await patiently(() => sessionIn(look), reading).catch(fail(photo, reading)));
    if (session) named.set(photo, session);
    reading.told(at + 1);
  }
  return { ...sortedBy(photos, named), unseen };
}

function fail({ path }: Gathered, { signal }: Reading): (problem: unknown) => never {
  return (problem) => {
    signal.throwIfAborted();
    throw new CodeError(path, problem);
  };
}

const stemOf = ({ path }: Gathered) => path.replace(/\.[^./]*$/, "").toLowerCase();

/** Whose each photo is. A camera's RAW beside the JPEG of a code, which browsers can't show, is the code too. */
export function sortedBy(
  photos: readonly Gathered[],
  named: ReadonlyMap<Gathered, Session>,
): Omit<Card, "unseen"> {
  const stems = new Map([...named].map(([photo, session]) => [stemOf(photo), session]));
  const sessions = new Map<number, { session: Session; photos: Gathered[] }>();
  const codes: Gathered[] = [];
  const before: Gathered[] = [];
  let into = before;
  for (const photo of photos) {
    const session = stems.get(stemOf(photo));
    if (!session) {
      into.push(photo);
      continue;
    }
    codes.push(photo);
    const known = sessions.get(session.id) ?? { session, photos: [] };
    sessions.set(session.id, known);
    into = known.photos;
  }
  return { sessions: [...sessions.values()], codes, before };
}
