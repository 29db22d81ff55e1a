import { Button, Group, NumberInput, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Franchise } from "@/api/franchises";
import { Section } from "@/components/section";
import { Failed, Loading } from "@/components/told";
import { useFranchise, useSetRules } from "../api/brand";
import { HoursFields } from "./hours-fields";

/** From which score photos go out by themselves, and when the studio is open. */
export function RulesView({ franchise }: { franchise: string }) {
  const found = useFranchise(franchise);
  if (found.isLoadingError) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (found.isPending) return <Loading />;
  return <Form franchise={found.data} key={franchise} />;
}

function Form({ franchise }: { franchise: Franchise }) {
  const { t } = useTranslation("brand");
  const [auto, setAuto] = useState<number | string>(franchise.auto_publish);
  const [review, setReview] = useState<number | string>(franchise.review_from);
  const [hours, setHours] = useState(franchise.hours);
  const save = useSetRules(franchise.code);
  const [published, reviewed] = [Number(auto), Number(review)];
  const isOrdered = published >= reviewed;

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate(
      { auto_publish: published, review_from: reviewed, hours },
      { onSuccess: () => notifications.show({ message: t("saved") }) },
    );
  }

  const points = {
    min: 0,
    max: 100,
    allowDecimal: false,
    w: 280,
    maw: "100%",
    required: true,
    withAsterisk: false,
  };
  return (
    <form onSubmit={submit}>
      <Stack gap={40}>
        <Section title={t("rules.title")}>
          <Group align="flex-start">
            <NumberInput
              {...points}
              label={t("rules.auto")}
              value={auto}
              onChange={setAuto}
              error={isOrdered ? undefined : t("rules.order")}
            />
            <NumberInput {...points} label={t("rules.review")} value={review} onChange={setReview} />
          </Group>
          <Text size="sm" mt="sm" c="var(--portal-ink-soft)">
            {t("rules.what", { auto: published, review: reviewed })}
          </Text>
        </Section>
        <Section title={t("hours.title")}>
          <Text size="sm" mb="md" c="var(--portal-ink-soft)">
            {t("hours.text", { zone: franchise.timezone })}
          </Text>
          <HoursFields hours={hours} onChange={setHours} />
        </Section>
        {save.isError && <Failed error={save.error} />}
        <Button type="submit" w="fit-content" loading={save.isPending} disabled={!isOrdered}>
          {t("save")}
        </Button>
      </Stack>
    </form>
  );
}
