import { describe, expect, it } from "vitest";
import { rendered } from "@/test/rendered";
import type { Score } from "../api/photo";
import { ScorePanel } from "./score-panel";

async function said(value: number, sentence: string): Promise<string> {
  const factors = [{ name: "edges", value, weight: 30, sentence, findings: [] }];
  const score: Score = { value, decision: "", sure: true, doubt: "", version: "", factors };
  const place = await rendered(<ScorePanel score={score} chosen={undefined} choose={() => undefined} />);
  return place.querySelector("li")?.textContent ?? "";
}

describe("what is said of a factor", () => {
  it("never is that all is well where its grade says otherwise", async () => {
    const text = await said(84.6, "the edge is clean all round");
    expect(text).toContain("Worth a look84");
    expect(text).toContain("small faults add up; none stands out");
    expect(text).not.toContain("clean all round");
  });

  it("is that all is well where its grade is", async () => {
    expect(await said(85, "the edge is clean all round")).toContain("Good85the edge is clean all round");
    expect(await said(100, "the photo keeps its own background")).toContain(
      "the photo keeps its own background",
    );
  });

  it("is that a fault hardly shows where it is good all the same", async () => {
    expect(await said(90, "jagged edge at the neck")).toContain("hardly noticeable: jagged edge at the neck");
    expect(await said(60, "jagged edge at the neck")).not.toContain("hardly");
  });
});
