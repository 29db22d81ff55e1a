import { afterEach, describe, expect, it, vi } from "vitest";
import { fetchOnce } from "./once";

const book = (key?: string) =>
  new Request("https://portal.test/v1/sessions", {
    method: "POST",
    body: "{}",
    ...(key ? { headers: { "idempotency-key": key } } : {}),
  });

/** A service that answers each request with how many it was asked. */
function service() {
  const asked = vi.fn(async () => Response.json(asked.mock.calls.length));
  vi.stubGlobal("fetch", asked);
  return asked;
}

describe("a request with a key", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("is sent once by a double click, and both get its answer", async () => {
    const asked = service();
    const answers = await Promise.all([fetchOnce(book("a")), fetchOnce(book("a"))]);
    expect(await Promise.all(answers.map((one) => one.json()))).toEqual([1, 1]);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it("is sent again once it was answered, and beside others", async () => {
    const asked = service();
    await Promise.all([fetchOnce(book("a")), fetchOnce(book("b")), fetchOnce(book()), fetchOnce(book())]);
    await fetchOnce(book("a"));
    expect(asked).toHaveBeenCalledTimes(5);
  });

  it("can be tried again when nobody answered", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("gone")));
    await expect(Promise.all([fetchOnce(book("a")), fetchOnce(book("a"))])).rejects.toThrow("gone");
    service();
    expect(await (await fetchOnce(book("a"))).json()).toBe(1);
  });
});
