import type tour from "../i18n/en.json";

type StepName = keyof typeof tour.steps;

interface Step {
  name: StepName;
  /** Where it leads. */
  to: string;
}

const STUDIO: Step[] = [
  { name: "session", to: "/sessions" },
  { name: "retake", to: "/sessions" },
  { name: "customer", to: "/customers" },
];

/** What somebody is shown at first, by their role. */
export const STEPS: Record<string, readonly Step[]> = {
  staff: STUDIO,
  franchise: [
    { name: "dashboard", to: "/dashboard" },
    { name: "brand", to: "/brand" },
    { name: "people", to: "/people" },
  ],
  head_office: [
    { name: "office", to: "/office" },
    { name: "found", to: "/office" },
    { name: "dashboard", to: "/dashboard" },
  ],
};
