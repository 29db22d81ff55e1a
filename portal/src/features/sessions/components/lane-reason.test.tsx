import { expect, it } from "vitest";
import { rendered } from "@/test/rendered";
import type { LaneChosen } from "../api/lanes";
import { LaneReason } from "./lane-reason";

const DUE = "2026-11-26T15:30:00.000Z";

async function said(answer: LaneChosen, due: string | null = null): Promise<string | undefined> {
  const booked = { booking_type: 3, customer: 5, due_at: due };
  const place = await rendered(<LaneReason bookingType={3} customer={5} due={due} />, [
    [["lanes", "choice", booked], answer],
  ]);
  return place.querySelector("[role=status]")?.textContent ?? undefined;
}

it("says which lane a booking will come into, why, and within what time it publishes", async () => {
  expect(await said({ lane: "standard", because: "booking_type", tier: "regular", promise_s: 1800 })).toBe(
    "Standard, because the booking type asks for it: published within 30 minutes of upload.",
  );
  expect(await said({ lane: "express", because: "customer", tier: "premium", promise_s: 600 })).toBe(
    "Express, because the customer is Premium: published within 10 minutes of upload.",
  );
  expect(await said({ lane: "bulk", because: "due", tier: null, promise_s: 7200 }, DUE)).toBe(
    "Bulk, because of the promised time: published within 2 hours of upload.",
  );
});

it("says nothing before a booking type is chosen", async () => {
  const place = await rendered(<LaneReason bookingType={null} customer={5} due={null} />);
  expect(place.querySelector("[role=status]")?.textContent).toBe("");
});
