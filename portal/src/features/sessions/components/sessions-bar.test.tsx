import { act, useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { press, rendered } from "@/test/rendered";
import type { Session } from "../api/sessions";
import { SessionsBar } from "./sessions-bar";

function session(id: number, some: Partial<Session> = {}): Session {
  return { id, name: `Session ${id}`, cancelled: false, counts: {}, ...some } as Session;
}

let sent: string[];

function Page({ chosen, shown = chosen.length }: { chosen: Session[]; shown?: number }) {
  const [some, setSome] = useState(chosen);
  return (
    <>
      <SessionsBar
        chosen={some}
        shown={shown}
        chooseAll={() => setSome([1, 2, 3, 4].map((id) => session(id)))}
        clear={() => setSome([])}
      />
      <output>{some.length}</output>
    </>
  );
}

function withChosen(...chosen: Session[]): Promise<HTMLElement> {
  return rendered(<Page chosen={chosen} />, [[["lanes"], []]]);
}

/** What is called so in the dialog that asks. */
async function pressIn(name: string): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>("[role=dialog] button")].find(
    (one) => one.textContent === name,
  );
  await act(async () => found?.click());
}

describe("doing the same with several sessions", () => {
  beforeEach(() => {
    sent = [];
    vi.stubGlobal("fetch", async (request: Request) => {
      const body = request.method === "PATCH" ? ` ${await request.text()}` : "";
      sent.push(`${request.method} ${new URL(request.url).pathname}${body}`);
      return Response.json({ retried: 3 });
    });
  });

  it("cancels none before that was asked, and then those that are not cancelled yet", async () => {
    const place = await withChosen(session(1), session(2, { cancelled: true }), session(3));
    await press("Cancel 2");
    expect(sent).toEqual([]);
    expect(document.body.textContent).toContain("Cancel 2 sessions?");
    await press("Keep them");
    await press("Cancel 2");
    await pressIn("Cancel 2");
    expect(sent).toEqual(["POST /v1/sessions/1/cancel", "POST /v1/sessions/3/cancel"]);
    expect(place.querySelector("output")?.textContent).toBe("0");
  });

  it("takes all that are shown", async () => {
    const place = await rendered(<Page chosen={[session(2)]} shown={4} />);
    await press("Choose all 4 shown");
    expect(place.querySelector("output")?.textContent).toBe("4");
    expect(place.textContent).not.toContain("Choose all");
  });

  it("moves them to the lane that is chosen", async () => {
    await withChosen(session(1), session(2));
    await press("Move 2 to another lane");
    await press("Express");
    await pressIn("Move 2 to another lane");
    expect(sent).toEqual([1, 2].map((id) => `PATCH /v1/sessions/${id} {"lane":"express"}`));
  });

  it("has what failed edited again where something failed", async () => {
    await withChosen(session(1, { counts: { failed: 3 } }), session(2, { counts: { published: 5 } }));
    await press("Edit the 3 failed photos again");
    expect(sent).toEqual(["POST /v1/sessions/1/retry"]);
  });

  it("offers nothing for sessions that are over", async () => {
    const place = await withChosen(session(1, { cancelled: true }));
    expect([...place.querySelectorAll("button")].map((one) => one.getAttribute("aria-label"))).toEqual([
      "Choose none",
    ]);
  });
});
