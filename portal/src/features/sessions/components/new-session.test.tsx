import { act, useReducer } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { press, rendered } from "@/test/rendered";
import { NewSessionDrawer } from "./new-session";

let filter: string | undefined;
vi.mock("@/components/whose", () => ({ useWhose: () => filter }));
vi.mock("@tanstack/react-router", () => ({ useNavigate: () => () => undefined }));

const typesOf = (franchise: string) =>
  [1, 2].map((number) => ({
    id: Number(franchise) * 10 + number,
    name: `Type ${number} of ${franchise}`,
    lane: "standard",
    look: {},
  }));

const HOME = ["001", "002"].map((code) => ({ code, name: "Studio", timezone: "Europe/Paris" }));

const LEA = { items: [{ id: 5, name: "Léa Martin", email: null, franchise: "001" }], next: null };

let draw: () => void;

/** A page that is drawn again when its filter changes. */
function Page() {
  const [, again] = useReducer((times: number) => times + 1, 0);
  draw = again;
  return <NewSessionDrawer opened close={() => undefined} />;
}

async function narrow(to: string | undefined): Promise<void> {
  filter = to;
  await act(async () => draw());
}

const named = <Kind extends HTMLElement>(name: string) =>
  [...document.querySelectorAll<HTMLElement>("button, label")].find((one) =>
    one.textContent?.startsWith(name),
  ) as Kind;

function field(name: string): HTMLInputElement {
  const found = named<HTMLLabelElement>(name)?.htmlFor;
  return document.getElementById(found ?? "") as HTMLInputElement;
}

async function fill(name: string, value: string): Promise<void> {
  const input = field(name);
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, value);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

async function opened(): Promise<void> {
  await rendered(<Page />, [
    [["me"], { role: "head_office", person: 7, franchise: null }],
    [["franchises", "all"], HOME],
    ...HOME.flatMap((one): [string[], unknown][] => [
      [["franchises", one.code], one],
      [["booking-types", one.code], typesOf(one.code)],
    ]),
    [["customers", "list", "", "001"], { pages: [LEA], pageParams: [null] }],
  ]);
}

const book = () => named<HTMLButtonElement>("Book the session");

describe("booking for one of several franchises", () => {
  beforeEach(() => {
    localStorage.clear();
    filter = undefined;
  });

  it("books nothing of a franchise that the page no longer shows", async () => {
    await opened();
    await narrow("001");
    await fill("Name", "Smith");
    await press(/^Type 1 of 001/);
    expect(book().disabled).toBe(false);
    await narrow("002");
    expect(book().disabled).toBe(true);
    expect(document.querySelector("[role=radio][aria-checked=true]")).toBeNull();
    await press(/^Type 2 of 002/);
    expect(book().disabled).toBe(false);
  });

  it("asks for no customer before it is known whose", async () => {
    await opened();
    expect(named("Customer")).toBeUndefined();
  });

  it("keeps what was typed of a customer when another franchise is chosen", async () => {
    await opened();
    await narrow("001");
    await fill("Customer", "Léa");
    await narrow("002");
    expect(field("Customer").value).toBe("Léa");
  });

  it("offers nobody of the franchise before while this one's customers are not known yet", async () => {
    vi.stubGlobal("fetch", () => new Promise(() => undefined));
    await opened();
    await narrow("001");
    await act(async () => field("Customer").click());
    expect(document.body.textContent).toContain("Léa Martin");
    await narrow("002");
    expect(document.body.textContent).not.toContain("Léa Martin");
    expect(document.body.textContent).toContain("Add a new customer");
  });
});
