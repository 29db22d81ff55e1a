import type { components } from "./schema";

/** What the API says with status 401 to somebody who is not signed in; its other codes refuse a password, code or key. */
const NOBODY: ReadonlySet<string> = new Set(["signed_out", "no_key", "unknown_key"]);

/** What is wrong with a part of what was sent. */
export type WrongField = components["schemas"]["WrongField"];

/** What went wrong, as the API says it (RFC 9457). `status` 0: nobody answered. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    options?: ErrorOptions,
    /** What is in the detail besides its words. */
    readonly params: Readonly<Record<string, string | number>> = {},
    readonly fields: readonly WrongField[] = [],
  ) {
    super(detail, options);
    this.name = "Problem";
  }

  static unreachable(cause: unknown): Problem {
    return new Problem(0, "unreachable", "", { cause });
  }

  static async read(response: Response): Promise<Problem> {
    const told: unknown = await response.json().catch(() => undefined);
    if (told && typeof told === "object" && "code" in told && "detail" in told) {
      const params = "params" in told ? told.params : undefined;
      const known = params && typeof params === "object" ? { ...params } : {};
      const fields = "errors" in told && Array.isArray(told.errors) ? told.errors : [];
      return new Problem(response.status, String(told.code), String(told.detail), undefined, known, fields);
    }
    return new Problem(response.status, "unexpected", "");
  }

  /** Asking again may help: nobody answered, too much at once, or an error of the service. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** Nobody is signed in, or not any more. A wrong password or proof is no such thing. */
  get signedOut(): boolean {
    return this.status === 401 && NOBODY.has(this.code);
  }
}
