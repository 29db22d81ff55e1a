// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { type Session, sortedBy } from "./card";

const photo = (path: string) => ({ path, file: new File([], path) });
const session = (id: number) => ({ id, name: `session ${id}` }) as Session;
const [a, b, c, d, e] = ["1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg"].map(photo) as [
  ReturnType<typeof photo>,
  ReturnType<typeof photo>,
  ReturnType<typeof photo>,
  ReturnType<typeof photo>,
  ReturnType<typeof photo>,
];

describe("sortedBy", () => {
  it("gives each photo to the session whose code stands before it", () => {
    const sorted = sortedBy(
      [a, b, c, d, e],
      new Map([
        [b, session(7)],
        [d, session(8)],
      ]),
    );
    expect(sorted.before).toEqual([a]);
    expect(sorted.codes).toEqual([b, d]);
    expect(sorted.sessions.map((one) => [one.session.id, one.photos])).toEqual([
      [7, [c]],
      [8, [e]],
    ]);
  });

  it("keeps a session that comes again together", () => {
    const codes = new Map([
      [a, session(7)],
      [c, session(8)],
      [d, session(7)],
    ]);
    const { sessions } = sortedBy([a, b, c, d, e], codes);
    expect(sessions.map((one) => one.photos)).toEqual([[b, e], []]);
  });

  it("leaves a raw file behind that was taken with the code, also where it stands first", () => {
    const raw = photo("DCIM/IMG_2.CR3");
    const jpeg = photo("DCIM/img_2.JPG");
    const next = photo("DCIM/IMG_3.CR3");
    const { sessions, codes, before } = sortedBy([raw, jpeg, next], new Map([[jpeg, session(7)]]));
    expect(codes).toEqual([raw, jpeg]);
    expect(before).toEqual([]);
    expect(sessions.map((one) => one.photos)).toEqual([[next]]);
  });

  it("knows nobody's photos without a code", () => {
    expect(sortedBy([a, b], new Map())).toEqual({ sessions: [], codes: [], before: [a, b] });
  });
});
