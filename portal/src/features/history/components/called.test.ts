import { describe, expect, it } from "vitest";
import { calledBy } from "./called";

const names = new Map([[3, "Ada Smith"]]);
const owner = { myself: "franchise:person-7", atOffice: false, names };
const office = { ...owner, myself: "head_office:person-1", atOffice: true };

describe("who did something", () => {
  it.each([
    ["franchise:person-7", "you"],
    ["staff:person-3", { name: "Ada Smith" }],
    ["staff:person-4", "former"],
    ["head_office:person-1", "headOffice"],
    ["head_office:the office", "headOffice"],
    ["auditor:person-5", "auditor"],
    ["upload:front desk", { name: "front desk" }],
    ["worker:vm/8580", "system"],
    ["service", "system"],
    ["admin", "command"],
  ])("%s is called by who owns a studio", (who, called) => {
    expect(calledBy(owner, who)).toEqual(called);
  });

  it("is named to head office, be it a person, a key or a computer", () => {
    expect(calledBy(office, "worker:vm/8580")).toEqual({ part: "vm/8580" });
    expect(calledBy(office, "scheduler")).toEqual({ part: "scheduler" });
    expect(calledBy(office, "head_office:the office")).toEqual({ name: "the office" });
    expect(calledBy(office, "service")).toBe("system");
  });

  it("is nobody who left as long as the names are not known", () => {
    expect(calledBy({ ...owner, names: undefined }, "staff:person-4")).toBe("member");
  });
});
