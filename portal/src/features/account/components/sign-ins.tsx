import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Failed, Loading } from "@/components/told";
import { useEndOthers, useEndSignIn, useSignIns } from "../api/account";

/** The browsers that one is signed in with; each can be signed out from here. */
export function SignIns() {
  const { t, i18n } = useTranslation("account");
  const signIns = useSignIns();
  const end = useEndSignIn();
  const endOthers = useEndOthers();
  const failed = end.error ?? endOthers.error;
  const moment = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <Paper p="lg">
      <Stack>
        <Group justify="space-between">
          <Title order={2} size="h4">
            {t("signIns.title")}
          </Title>
          <Button
            variant="default"
            size="xs"
            loading={endOthers.isPending}
            onClick={() => endOthers.mutate(undefined)}
          >
            {t("signIns.endOthers")}
          </Button>
        </Group>
        {signIns.isPending && <Loading />}
        {signIns.isError && <Failed error={signIns.error} again={() => void signIns.refetch()} />}
        {failed && <Failed error={failed} />}
        {signIns.data?.map((one) => (
          <Group key={one.id} justify="space-between" wrap="nowrap">
            <Stack gap={0} miw={0}>
              <Text truncate>{one.agent || t("signIns.unknown")}</Text>
              <Text size="xs" c="var(--portal-ink-soft)">
                {t("signIns.seen", { address: one.address, at: moment.format(new Date(one.seen_at)) })}
              </Text>
            </Stack>
            {one.current ? (
              <Badge variant="light" flex="none">
                {t("signIns.this")}
              </Badge>
            ) : (
              <Button
                variant="default"
                size="xs"
                flex="none"
                loading={end.isPending && end.variables === one.id}
                onClick={() => end.mutate(one.id)}
              >
                {t("signIns.end")}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}
