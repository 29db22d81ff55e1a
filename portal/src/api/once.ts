const going = new Map<string, Promise<Response>>();

/**
 * `fetch`, where what has an `Idempotency-Key` is sent once while it is on its way: a second click, which comes before
 * the button can be seen to be busy, sends nothing and gets the same answer.
 */
export async function fetchOnce(request: Request): Promise<Response> {
  const key = request.headers.get("idempotency-key");
  if (!key) return fetch(request);
  const answered = going.get(key) ?? fetch(request).finally(() => going.delete(key));
  going.set(key, answered);
  // an answer can be read once
  return (await answered).clone();
}
