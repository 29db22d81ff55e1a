import { Button, Group, NumberInput, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { changesOf, useDraft } from "@/api/draft";
import type { Franchise } from "@/api/franchises";
import { wentWell } from "@/components/form-dialog";
import { LeaveGuard } from "@/components/leave-guard";
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

interface Rules {
  /** As typed. */
  auto_publish: number | string;
  review_from: number | string;
  hours: Franchise["hours"];
}

function rulesOf({ auto_publish, review_from, hours }: Franchise): Rules {
  return { auto_publish, review_from, hours };
}

function Form({ franchise }: { franchise: Franchise }) {
  const { t } = useTranslation("brand");
  const { draft, set, isDirty, settle } = useDraft(rulesOf(franchise));
  const save = useSetRules(franchise.code);
  const [published, reviewed] = [Number(draft.auto_publish), Number(draft.review_from)];
  const isOrdered = published >= reviewed;

  async function keep(): Promise<boolean> {
    const before = rulesOf(franchise);
    const after = { auto_publish: published, review_from: reviewed, hours: draft.hours };
    // what is left out stays as it is, whoever changed it meanwhile
    const saved = save.mutateAsync(changesOf(before, after));
    const isKept = await wentWell(saved.then((now) => settle(rulesOf(now))));
    if (isKept) notifications.show({ message: t("saved") });
    return isKept;
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
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <LeaveGuard isDirty={isDirty} save={isOrdered ? keep : undefined} />
      <Stack gap={40}>
        <Section title={t("rules.title")}>
          <Group align="flex-start">
            <NumberInput
              {...points}
              label={t("rules.auto")}
              value={draft.auto_publish}
              onChange={(auto_publish) => set({ auto_publish })}
              error={isOrdered ? undefined : t("rules.order")}
            />
            <NumberInput
              {...points}
              label={t("rules.review")}
              value={draft.review_from}
              onChange={(review_from) => set({ review_from })}
            />
          </Group>
          <Text size="sm" mt="sm" c="var(--portal-ink-soft)">
            {t("rules.what", { auto: published, review: reviewed })}
          </Text>
        </Section>
        <Section title={t("hours.title")}>
          <Text size="sm" mb="md" c="var(--portal-ink-soft)">
            {t("hours.text", { zone: franchise.timezone })}
          </Text>
          <HoursFields hours={draft.hours} onChange={(hours) => set({ hours })} />
        </Section>
        {save.isError && <Failed error={save.error} />}
        <Button type="submit" w="fit-content" loading={save.isPending} disabled={!isOrdered}>
          {t("save")}
        </Button>
      </Stack>
    </form>
  );
}
