import { Button, CloseButton, Group, Paper, Text, Title } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { STEPS } from "./steps";

/** Under what it is kept on this device that somebody of a role has seen the tour. */
const keptAs = (role: string) => `mirrorme-tour-${role}`;

/** Where people begin; on other pages they are at work already. */
const SHOWN_AT: readonly string[] = ["/sessions", "/dashboard", "/office"];

/** What there is to find, in three steps over the page; gone once it was seen or skipped. */
export function Tour({ role }: { role: string }) {
  const { t } = useTranslation("tour");
  const id = useId();
  const { pathname } = useLocation();
  const steps = STEPS[role] ?? [];
  const [at, setAt] = useState(0);
  const [seen, setSeen] = useState(() => localStorage.getItem(keptAs(role)) !== null);
  const step = steps[at];
  if (seen || !step || !SHOWN_AT.includes(pathname)) return null;

  function end() {
    localStorage.setItem(keptAs(role), "seen");
    setSeen(true);
  }

  const isLast = at === steps.length - 1;
  return (
    <Paper
      component="section"
      aria-labelledby={id}
      p="md"
      mb="lg"
      maw={760}
      mx="auto"
      onKeyDown={(event) => event.key === "Escape" && end()}
    >
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div aria-live="polite">
          <Text size="xs" c="var(--portal-ink-soft)">
            {t("label")}: {t("step", { now: at + 1, all: steps.length })}
          </Text>
          <Title order={2} size="h5" id={id}>
            {t(`steps.${step.name}.title`)}
          </Title>
          <Text size="sm" mt={4}>
            {t(`steps.${step.name}.text`)}
          </Text>
        </div>
        <CloseButton aria-label={t("skip")} onClick={end} />
      </Group>
      <Group mt="sm" gap="sm">
        {at > 0 && (
          <Button variant="default" size="xs" onClick={() => setAt(at - 1)}>
            {t("back")}
          </Button>
        )}
        <Button size="xs" onClick={() => (isLast ? end() : setAt(at + 1))}>
          {isLast ? t("done") : t("next")}
        </Button>
        <Button variant="subtle" size="xs" component={Link} to={step.to}>
          {t("go")}
        </Button>
      </Group>
    </Paper>
  );
}
