import { Group, Progress, Stack, Table, Text } from "@mantine/core";
import { IconCircleCheck, IconHourglass } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Heads } from "@/components/heads";
import { Section } from "@/components/section";
import { Failed, Loading } from "@/components/told";
import { type Compared, comparedIn, shareOf } from "../api/limits";
import { type Trial, useTrial } from "../api/models";
import { IntervalBar } from "./interval-bar";
import classes from "./models.module.css";
import { useShares } from "./shares";

/** The A/B that is under way: how far it is, what each side does, and whether the newer model may take over. */
export function TrialSection() {
  const { t } = useTranslation("models");
  const { share } = useShares();
  const trial = useTrial();
  return (
    <Section title={t("trial.title")}>
      {trial.isError && <Failed error={trial.error} again={() => void trial.refetch()} />}
      {trial.isPending && <Loading />}
      {trial.data && !trial.data.model && (
        <Text maw={720}>{t("trial.none", { share: share(trial.data.share) })}</Text>
      )}
      {trial.data?.model && <UnderWay trial={trial.data} />}
    </Section>
  );
}

function UnderWay({ trial }: { trial: Trial }) {
  const { t } = useTranslation("models");
  const { share } = useShares();
  const { model, judgement, rule, paired } = trial;
  if (!model || !judgement || !paired) return null;
  const days = Math.floor(trial.days ?? 0);
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        <Text fw={650} size="lg">
          {t("trial.head", { name: model.name, share: share(trial.share) })}
        </Text>
        <Text>
          <strong>{t(`trial.verdicts.${judgement.verdict}`)}</strong> {t(`trial.reasons.${judgement.reason}`)}
        </Text>
        <Text size="sm" className={classes.soft}>
          {t("trial.days", { days, most: rule.days })}
        </Text>
        {trial.franchises > 0 && (
          <Text size="sm" className={classes.soft}>
            {t("trial.franchises", { count: trial.franchises, share: share(judgement.largest) })}{" "}
            {t(trial.franchises < trial.confirmed_from ? "trial.oneAlone" : "trial.noneAlone")}
          </Text>
        )}
      </Stack>
      <Group gap="xl" grow maw={820} preventGrowOverflow={false}>
        <Reached name={t("trial.edits")} now={judgement.edits} needed={rule.edits} />
        <Reached name={t("trial.rated")} now={paired.rated} needed={rule.rated} />
      </Group>
      <Sides trial={trial} />
      <Differences compared={comparedIn(trial)} />
    </Stack>
  );
}

/** How much of what a decision takes is there. */
export function Reached({ name, now, needed }: { name: string; now: number; needed: number }) {
  const { i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Stack gap={4} miw={220}>
      <Group justify="space-between">
        <Text size="sm">{name}</Text>
        <Text size="sm" fw={600}>
          {number.format(now)} / {number.format(needed)}
        </Text>
      </Group>
      <Progress value={Math.min(100, (100 * now) / needed)} aria-label={name} />
    </Stack>
  );
}

function Sides({ trial: { newer_arm, older_arm, model } }: { trial: Trial }) {
  const { t, i18n } = useTranslation("models");
  const { share } = useShares();
  if (!newer_arm || !older_arm || !model) return null;
  const number = new Intl.NumberFormat(i18n.language);
  const sides = [
    { name: t("trial.newer", { name: model.name }), arm: newer_arm },
    { name: t("trial.older"), arm: older_arm },
  ];
  return (
    <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table maw={820}>
        <Heads of={(["side", "scored", "itself", "complained"] as const).map((one) => t(`trial.${one}`))} />
        <Table.Tbody>
          {sides.map(({ name, arm }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td>{number.format(arm.edits)}</Table.Td>
              <Table.Td>{share(shareOf(arm.published, arm.edits))}</Table.Td>
              <Table.Td>{share(shareOf(arm.complaints, arm.published))}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

// a difference that could still be anything must not make the others too small to read
const LEAST_REACH = 0.1;
const MOST_REACH = 0.25;

function Differences({ compared }: { compared: Compared[] }) {
  const { t } = useTranslation("models");
  const { difference } = useShares();
  const ends = compared.flatMap(({ interval, limit }) => [interval.low, interval.high, limit].map(Math.abs));
  const reach = Math.min(MOST_REACH, 1.1 * Math.max(LEAST_REACH, ...ends));
  return (
    <Stack gap="xs">
      <Table.ScrollContainer minWidth={680} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing="sm">
          <Heads
            of={[
              t("trial.compared"),
              t("trial.difference"),
              { words: t("trial.sure"), wide: "40%" },
              t("trial.enough"),
            ]}
          />
          <Table.Tbody>
            {compared.map((one) => (
              <Table.Tr key={one.name}>
                <Table.Th scope="row">{t(`trial.rates.${one.name}`)}</Table.Th>
                <Table.Td>{difference(one.interval.middle)}</Table.Td>
                <Table.Td>
                  <IntervalBar compared={one} reach={reach} />
                </Table.Td>
                <Table.Td>
                  <span className={classes.held}>
                    {one.held ? (
                      <IconCircleCheck size={18} aria-hidden />
                    ) : (
                      <IconHourglass size={18} aria-hidden />
                    )}
                    {one.held ? t("trial.held") : t("trial.notYet")}
                  </span>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="sm" className={classes.soft}>
        {t("trial.how")}
      </Text>
    </Stack>
  );
}
