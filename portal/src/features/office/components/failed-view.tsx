import { Anchor, Button, Group, Stack, Table, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCircleCheck, IconRefresh } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useAdvice } from "@/components/advice";
import { Heads } from "@/components/heads";
import { Section } from "@/components/section";
import { Empty, Failed, Loading } from "@/components/told";
import { useWhose, WhoseChoice } from "@/components/whose";
import { useFailed, useRetry, useRetryAll } from "../api/office";

/** Photos that could not be edited, each with why, and the way to try again. */
export function FailedView() {
  const { t } = useTranslation("office");
  const advice = useAdvice();
  const franchise = useWhose();
  const failed = useFailed(franchise);
  const retry = useRetry();
  const retryAll = useRetryAll();
  const photos = failed.data?.pages.flatMap((page) => page.items) ?? [];
  const told = (count: number) => notifications.show({ message: t("failed.retried", { count }) });
  const wrong = retry.error ?? retryAll.error;
  return (
    <Section
      title={t("views.failed")}
      actions={
        <Group>
          <WhoseChoice all={t("audit.all")} />
          {photos.length > 0 && (
            <Button
              leftSection={<IconRefresh size={18} aria-hidden />}
              loading={retryAll.isPending}
              onClick={() => retryAll.mutate(franchise, { onSuccess: ({ retried }) => told(retried) })}
            >
              {t("failed.all")}
            </Button>
          )}
        </Group>
      }
    >
      <Stack>
        {wrong && <Failed error={wrong} />}
        {failed.isError && <Failed error={failed.error} again={() => void failed.refetch()} />}
        {failed.isPending && <Loading />}
        {failed.isSuccess && photos.length === 0 && (
          <Empty icon={IconCircleCheck} title={t("failed.none.title")} text={t("failed.none.text")} />
        )}
        {photos.length > 0 && (
          <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table verticalSpacing="sm">
              <Heads of={[t("failed.photo"), t("load.code"), t("failed.session"), t("failed.why")]} acts />
              <Table.Tbody>
                {photos.map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Th scope="row">
                      <bdi>{one.filename}</bdi>
                    </Table.Th>
                    <Table.Td>{one.franchise}</Table.Td>
                    <Table.Td>
                      <Anchor component={Link} to={`/sessions/${one.session}`} size="sm">
                        {one.session}
                      </Anchor>
                    </Table.Td>
                    <Table.Td>
                      {one.reasons.map((reason) => (
                        <Text key={reason.code} size="sm" title={reason.code}>
                          <b>{advice(reason).title}</b> {advice(reason).todo}
                        </Text>
                      ))}
                    </Table.Td>
                    <Table.Td ta="right">
                      <Button
                        variant="default"
                        size="xs"
                        loading={retry.isPending && retry.variables === one.id}
                        aria-label={t("failed.retryOf", { name: one.filename })}
                        onClick={() => retry.mutate(one.id, { onSuccess: () => told(1) })}
                      >
                        {t("failed.retry")}
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        {failed.hasNextPage && (
          <Button
            variant="default"
            loading={failed.isFetchingNextPage}
            onClick={() => void failed.fetchNextPage()}
          >
            {t("more")}
          </Button>
        )}
      </Stack>
    </Section>
  );
}
