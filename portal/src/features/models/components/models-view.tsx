import { Stack } from "@mantine/core";
import { AgreementSection } from "./agreement";
import { RegistrySection } from "./registry";
import { ServingSection } from "./serving";
import { ShadowSection } from "./shadow";
import { StepsSection } from "./steps";
import { TrialSection } from "./trial";

/** Models and A/B: what decides now, what is being tried, and how well scores agree with people. */
export function ModelsView() {
  return (
    <Stack gap={40}>
      <ServingSection />
      <ShadowSection />
      <TrialSection />
      <AgreementSection />
      <RegistrySection />
      <StepsSection />
    </Stack>
  );
}
