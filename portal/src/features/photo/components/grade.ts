/** What a score means, in a word. */
export type Grade = "good" | "fair" | "weak";

const GOOD = 85;
const FAIR = 70;

export function gradeOf(value: number): Grade {
  if (value >= GOOD) return "good";
  return value >= FAIR ? "fair" : "weak";
}

const COLOURS: Record<Grade, string> = { good: "pine", fair: "amber", weak: "red" };

export function colourOf(value: number): string {
  return COLOURS[gradeOf(value)];
}
