import { Alert, Badge, Group, Progress, RingProgress, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Found } from "@/features/viewer/components/evidence";
import type { Score } from "../api/photo";
import { useFactorSaid } from "./factor-said";
import { colourOf, gradeOf, wholeOf } from "./grade";
import classes from "./photo.module.css";
import { useSaid } from "./said";

interface ScorePanelProps {
  score: Score | null;
  /** The factor whose places are shown in the picture. */
  chosen: string | undefined;
  choose: (found: Found | undefined) => void;
}

/** An edit's score and why: each factor with its weight, in words, and where it saw what. */
export function ScorePanel({ score, chosen, choose }: ScorePanelProps) {
  const { t, i18n } = useTranslation("photo");
  const said = useSaid();
  const factorSaid = useFactorSaid();
  const whole = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  if (!score) return <Text c="var(--portal-ink-soft)">{t("score.none")}</Text>;
  const value = whole.format(wholeOf(score.value));
  return (
    <Stack gap="sm">
      <Group wrap="nowrap" gap="md">
        <RingProgress
          size={84}
          thickness={8}
          roundCaps
          sections={[{ value: score.value, color: colourOf(score.value) }]}
          rootColor="var(--portal-line)"
          label={
            <Text ta="center" fw={700} size="xl">
              {value}
            </Text>
          }
          aria-label={t("score.of", { value })}
        />
        <div>
          <Text fw={600}>{t(`grade.${gradeOf(score.value)}`)}</Text>
          <Text size="sm" c="var(--portal-ink-soft)">
            {t("score.hint")}
          </Text>
        </div>
      </Group>
      {!score.sure && (
        <Alert color="amber" icon={<IconHelpCircle aria-hidden />} title={t("score.unsure")}>
          {said(score.doubt)}
        </Alert>
      )}
      <Stack gap={4} component="ul" className={classes.plain}>
        {score.factors.map((factor) => (
          <li key={factor.name}>
            <UnstyledButton
              className={classes.factor}
              aria-pressed={chosen === factor.name}
              onClick={() => choose(chosen === factor.name ? undefined : factor)}
            >
              <Group justify="space-between" wrap="nowrap" gap="xs">
                <Text size="sm" fw={600}>
                  {t(`factor.${factor.name as "edges"}`)}
                  <Text span size="xs" c="var(--portal-ink-soft)" ml={6}>
                    {t("score.weight", { weight: whole.format(factor.weight) })}
                  </Text>
                </Text>
                <Group gap={6} wrap="nowrap">
                  <Badge variant="light" color={colourOf(factor.value)} tt="none">
                    {t(`grade.${gradeOf(factor.value)}`)}
                  </Badge>
                  <Text size="sm" fw={600} w={28} ta="right">
                    {whole.format(wholeOf(factor.value))}
                  </Text>
                </Group>
              </Group>
              <Progress value={factor.value} color={colourOf(factor.value)} size={4} my={4} aria-hidden />
              <Text size="sm" c="var(--portal-ink-soft)">
                {factorSaid(factor)}
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </Stack>
    </Stack>
  );
}
