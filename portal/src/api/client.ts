import createClient, { type Middleware } from "openapi-fetch";
import { Problem } from "./problem";
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

const guard: Middleware = {
  onRequest({ request }) {
    if (csrf && request.method !== "GET") request.headers.set("X-CSRF-Token", csrf);
    return request;
  },
  async onResponse({ response }) {
    if (response.ok || response.status === 304) return undefined;
    throw await Problem.read(response);
  },
  onError({ error }) {
    throw Problem.unreachable(error);
  },
};

/** The API, typed by its own description. Answers that are no success are thrown as a `Problem`. */
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: "same-origin" });
api.use(guard);

/** The body of an answer that succeeded. */
export async function answer<T>(asked: Promise<{ data?: T }>): Promise<T> {
  const { data } = await asked;
  return data as T;
}
