import { Badge, Button, Code, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { useMoment } from "@/components/moment";

interface OneSignInProps {
  one: Schemas["SignInAnswer"];
  ending: boolean;
  onEnd: () => void;
}

/** A browser that one is signed in with. What it calls itself is there for whoever asks, where it is not known by that. */
export function OneSignIn({ one, ending, onEnd }: OneSignInProps) {
  const { t } = useTranslation("account");
  const moment = useMoment("minute");
  const { browser, system, agent, address } = one;
  const since = moment(one.created_at, null);
  const known = browser && system ? t("signIns.on", { browser, system }) : browser;
  const which = known ?? (system ? t("signIns.unknownOn", { system }) : t("signIns.unknown"));
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <Stack gap={2} miw={0}>
        <Group gap="xs">
          <Text>{which}</Text>
          {one.current && (
            <Badge variant="light" flex="none">
              {t("signIns.this")}
            </Badge>
          )}
        </Group>
        <Group gap={0} style={{ columnGap: "var(--mantine-spacing-md)" }} fz="xs" c="var(--portal-ink-soft)">
          <span>{t("signIns.since", { at: since, address })}</span>
          <span>{t("signIns.used", { at: moment(one.seen_at, null) })}</span>
        </Group>
        {agent && !(browser && system) && (
          <Text component="details" size="xs">
            <summary style={{ cursor: "pointer", paddingBlock: 4 }}>{t("signIns.raw")}</summary>
            <Code block mt={4} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
              {agent}
            </Code>
          </Text>
        )}
      </Stack>
      {!one.current && (
        <Button
          variant="default"
          size="xs"
          flex="none"
          aria-label={t("signIns.endOne", { which, at: since })}
          loading={ending}
          onClick={onEnd}
        >
          {t("signIns.end")}
        </Button>
      )}
    </Group>
  );
}
