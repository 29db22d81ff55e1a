import { Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Empty, Failed, Loading } from "@/components/told";
import { useSessions } from "../api/sessions";

/** All sessions, the newest first. */
export function SessionsPage() {
  const { t, i18n } = useTranslation("sessions");
  const sessions = useSessions();
  const found = sessions.data?.pages.flatMap((page) => page.items) ?? [];
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeZone: "UTC" });
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          {t("title")}
        </Title>
      </Group>
      {sessions.isError && <Failed error={sessions.error} again={() => void sessions.refetch()} />}
      {sessions.isPending && <Loading />}
      {sessions.isSuccess && found.length === 0 && (
        <Empty icon={IconCalendarEvent} title={t("empty.title")} text={t("empty.text")} />
      )}
      {found.length > 0 && (
        <Table stickyHeader highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("name")}</Table.Th>
              <Table.Th>{t("day")}</Table.Th>
              <Table.Th>{t("photos")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td>
                  <Text component="bdi" fw={600}>
                    {one.name}
                  </Text>
                </Table.Td>
                <Table.Td>{day.format(new Date(one.day))}</Table.Td>
                <Table.Td>{Object.values(one.counts ?? {}).reduce((sum, count) => sum + count, 0)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {sessions.hasNextPage && (
        <Button
          variant="default"
          loading={sessions.isFetchingNextPage}
          onClick={() => void sessions.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
    </Stack>
  );
}
