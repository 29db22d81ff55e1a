import createClient, { type Middleware } from "openapi-fetch";
import { learnTime } from "./clock";
import { fetchOnce } from "./once";
import { Problem } from "./problem";
import { askProof } from "./proof";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

let csrf = "";

/** What has to be sent with every change, told by the API when somebody signs in. */
export function keepCsrf(token: string | null | undefined): void {
  csrf = token ?? "";
}

/** The same, for requests that don't go through the client, such as pictures that are sent. */
export function csrfHeader(): Record<string, string> {
  return csrf ? { "X-CSRF-Token": csrf } : {};
}

/** Kept until they are answered: a request can be read once, and may have to be sent again. */
const sent = new Map<string, Request>();

const guard: Middleware = {
  onRequest({ request, id }) {
    if (request.method === "GET") return request;
    if (csrf) request.headers.set("X-CSRF-Token", csrf);
    sent.set(id, request.clone());
    return request;
  },
  async onResponse({ response, id }) {
    const again = sent.get(id);
    sent.delete(id);
    learnTime(response.headers.get("date"));
    if (response.ok || response.status === 304) return undefined;
    const problem = await Problem.read(response);
    if (problem.code !== "proof_needed" || !again || !(await askProof())) throw problem;
    again.headers.set("X-CSRF-Token", csrf);
    const repeated = await fetchOnce(again);
    if (!repeated.ok) throw await Problem.read(repeated);
    return repeated;
  },
  onError({ error }) {
    throw Problem.unreachable(error);
  },
};

/** The API, typed by its own description. Answers that are no success are thrown as a `Problem`. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: "same-origin",
  fetch: fetchOnce,
});
api.use(guard);

/** The body of an answer that succeeded. */
export async function answer<T>(asked: Promise<{ data?: T }>): Promise<T> {
  const { data } = await asked;
  return data as T;
}
