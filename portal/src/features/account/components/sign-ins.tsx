import { Alert, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Failed, Loading } from "@/components/told";
import { useEndOthers, useEndSignIn, useSignIns } from "../api/account";
import { OneSignIn } from "./one-sign-in";

/** The browsers that one is signed in with, this one first; each other can be signed out from here. */
export function SignIns() {
  const { t } = useTranslation("account");
  const signIns = useSignIns();
  const end = useEndSignIn();
  const endOthers = useEndOthers();
  const failed = end.error ?? endOthers.error;
  const last =
    endOthers.submittedAt > end.submittedAt ? endOthers.data?.ended : end.isSuccess ? 1 : undefined;
  const sorted = signIns.data?.toSorted((one, other) => Number(other.current) - Number(one.current));
  return (
    <Paper p="lg">
      <Stack>
        <Group justify="space-between">
          <Title order={2} size="h4">
            {t("signIns.title")}
          </Title>
          {sorted && sorted.length > 1 && (
            <Button
              variant="default"
              size="xs"
              loading={endOthers.isPending}
              onClick={() => endOthers.mutate(undefined)}
            >
              {t("signIns.endOthers")}
            </Button>
          )}
        </Group>
        {signIns.isPending && <Loading />}
        {signIns.isError && <Failed error={signIns.error} again={() => void signIns.refetch()} />}
        {failed && <Failed error={failed} />}
        {last !== undefined && <Alert role="status">{t("signIns.ended", { count: last })}</Alert>}
        {sorted?.map((one) => (
          <OneSignIn
            key={one.id}
            one={one}
            ending={end.isPending && end.variables === one.id}
            onEnd={() => end.mutate(one.id)}
          />
        ))}
        {sorted?.length === 1 && (
          <Text size="sm" c="var(--portal-ink-soft)">
            {t("signIns.alone")}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
