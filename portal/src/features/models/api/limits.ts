import type { Interval, Trial } from "./models";

/** One thing that a trial compares: how the newer model differs, and what it may lose by the rule. */
export interface Compared {
  name: "agreement" | "published" | "complaints";
  interval: Interval;
  /** The end of the interval that counts may be as far as this. */
  limit: number;
  held: boolean;
}

/** What the rule asks of a trial, and whether it is shown yet; nothing before both models have scored anything. */
export function comparedIn({ judgement, rule }: Trial): Compared[] {
  if (!judgement) return [];
  const { agreement, published, complaints } = judgement;
  // who agrees with people more may be stricter
  const stricter = agreement.low > 0 ? rule.published_if_better : rule.published;
  return [
    {
      name: "agreement",
      interval: agreement,
      limit: -rule.agreement,
      held: agreement.low >= -rule.agreement && agreement.middle >= 0,
    },
    { name: "published", interval: published, limit: -stricter, held: published.low >= -stricter },
    {
      name: "complaints",
      interval: complaints,
      limit: rule.complaints,
      held: complaints.high <= rule.complaints,
    },
  ];
}

/** A share of a count; nothing of nothing. */
export function shareOf(part: number, all: number): number | null {
  return all === 0 ? null : part / all;
}

/** How far a population stability index says that something moved. */
export function movedBy(psi: number | null): "first" | "steady" | "some" | "much" {
  if (psi === null) return "first";
  if (psi < 0.1) return "steady";
  return psi <= 0.25 ? "some" : "much";
}
