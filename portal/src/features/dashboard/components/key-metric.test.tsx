import { expect, it } from "vitest";
import { rendered } from "@/test/rendered";
import type { Metric } from "../api/metrics";
import { KeyMetric } from "./key-metric";

const FIGURE: Metric = {
  name: "photos_per_hour",
  meaning: "",
  unit: "photos/h",
  value: 18,
  previous: null,
  low: null,
  high: null,
  status: "bad",
  samples: 18,
  target: { low: 500, high: null },
  alert: { low: 400, high: null },
};
const QUIET = "Low, too, when few photos come in";
const SHARED = "Of the whole system, not this studio alone";

async function said(figure: Partial<Metric>, franchise: string | null): Promise<string> {
  return (await rendered(<KeyMetric metric={{ ...FIGURE, ...figure }} franchise={franchise} />)).textContent;
}

it("says that few photos an hour may mean that few came, where it is too few", async () => {
  expect(await said({}, "001")).toContain(QUIET);
  expect(await said({}, null)).toContain(QUIET);
  expect(await said({ value: 600, status: "good" }, "001")).not.toContain(QUIET);
  expect(await said({ name: "processing_s", unit: "s", value: 90 }, "001")).not.toContain(QUIET);
});

it("says which figures are not a studio's own, to a studio", async () => {
  expect(await said({ name: "worker_use", unit: "share", value: 0.9 }, "001")).toContain(SHARED);
  expect(await said({ name: "worker_use", unit: "share", value: 0.9 }, null)).not.toContain(SHARED);
  expect(await said({}, "001")).not.toContain(SHARED);
});
