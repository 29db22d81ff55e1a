import { describe, expect, it } from "vitest";
import { Problem } from "./problem";

async function told(status: number, code: string): Promise<Problem> {
  const body = JSON.stringify({
    type: "about:blank",
    title: "",
    status,
    code,
    detail: "As the API says it.",
  });
  return Problem.read(
    new Response(body, { status, headers: { "content-type": "application/problem+json" } }),
  );
}

describe("a sign-in", () => {
  it.each(["signed_out", "no_key", "unknown_key"])("has ended when the API says %s", async (code) => {
    expect((await told(401, code)).signedOut).toBe(true);
  });
  it.each(["wrong_sign_in", "wrong_code", "unknown_passkey", "no_account", "sso_refused"])(
    "goes on when what was given is refused: %s",
    async (code) => {
      expect((await told(401, code)).signedOut).toBe(false);
    },
  );
  it("goes on when somebody else than the API says 401", async () => {
    expect((await Problem.read(new Response("<html>", { status: 401 }))).signedOut).toBe(false);
  });
  it("goes on when the API says no for another cause", async () => {
    expect((await told(403, "proof_needed")).signedOut).toBe(false);
    expect(Problem.unreachable(new TypeError()).signedOut).toBe(false);
  });
});
