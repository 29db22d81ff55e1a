/** What a score means, in a word. */
export type Grade = "good" | "fair" | "weak";

/** As the service has them: its sentences say that all is well from the same value on. */
const GOOD = 85;
const FAIR = 70;

export function gradeOf(value: number): Grade {
  if (value >= GOOD) return "good";
  return value >= FAIR ? "fair" : "weak";
}

/** As a whole number that means the same: 84.6 is no 85, from which a score is good and edits publish themselves. */
export function wholeOf(value: number): number {
  return Math.floor(value);
}

const COLOURS: Record<Grade, string> = { good: "pine", fair: "amber", weak: "red" };

export function colourOf(value: number): string {
  return COLOURS[gradeOf(value)];
}
