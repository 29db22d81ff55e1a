import { Badge, Button, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Heads } from "@/components/heads";
import { useMoment } from "@/components/moment";
import { Section } from "@/components/section";
import { Stacked } from "@/components/stacked";
import { promised } from "@/components/time-left";
import { Failed, Loading } from "@/components/told";
import { type Lane, useLive, useMoveLane } from "../api/office";

/** Lanes, which can be paused, and the workers that take photos from them. */
export function LanesView() {
  const { t, i18n } = useTranslation("office");
  const words = useTranslation("studio").t;
  const live = useLive();
  const move = useMoveLane();
  const [asked, setAsked] = useState<Lane>();
  const close = () => setAsked(undefined);
  if (live.isLoadingError) return <Failed error={live.error} again={() => void live.refetch()} />;
  if (live.isPending) return <Loading />;
  const heads = (["lane", "promise", "waiting", "editing", "published", "missed", "state"] as const).map(
    (name) => t(`lanes.${name}`),
  );
  return (
    <Stack gap="xl">
      {move.isError && <Failed error={move.error} />}
      <Section title={t("views.lanes")}>
        <Stacked minWidth={680} heads={heads}>
          <Table verticalSpacing="sm">
            <Heads of={heads} acts />
            <Table.Tbody>
              {live.data.lanes.map((one) => {
                const lane = words(`lanes.${one.name}`);
                return (
                  <Table.Tr key={one.name}>
                    <Table.Th scope="row">{lane}</Table.Th>
                    <Table.Td>{promised(i18n.language, one.promise_s)}</Table.Td>
                    <Table.Td>{one.waiting}</Table.Td>
                    <Table.Td>{one.editing}</Table.Td>
                    <Table.Td>{one.published_today}</Table.Td>
                    <Table.Td fw={one.missed_today ? 700 : 400}>{one.missed_today}</Table.Td>
                    <Table.Td>
                      <Badge
                        miw="max-content"
                        variant={one.paused ? "outline" : "light"}
                        color={one.paused ? "red" : "gray"}
                      >
                        {one.paused ? t("lanes.paused") : t("lanes.running")}
                      </Badge>
                    </Table.Td>
                    <Table.Td ta="right">
                      <Button
                        variant="default"
                        size="xs"
                        loading={move.isPending && move.variables.name === one.name}
                        leftSection={
                          one.paused ? (
                            <IconPlayerPlay size={14} aria-hidden />
                          ) : (
                            <IconPlayerPause size={14} aria-hidden />
                          )
                        }
                        aria-label={one.paused ? t("lanes.resumeOf", { lane }) : t("lanes.pauseOf", { lane })}
                        onClick={() =>
                          one.paused ? move.mutate({ name: one.name, paused: false }) : setAsked(one.name)
                        }
                      >
                        {one.paused ? t("lanes.resume") : t("lanes.pause")}
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Stacked>
      </Section>
      <Section title={t("workers.title")}>
        <Workers workers={live.data.workers} />
      </Section>
      <Modal
        opened={asked !== undefined}
        onClose={close}
        title={asked && t("lanes.pauseOf", { lane: words(`lanes.${asked}`) })}
      >
        {asked && <Text size="sm">{t("lanes.asked", { lane: words(`lanes.${asked}`) })}</Text>}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t("cancel")}
          </Button>
          <Button
            onClick={() => {
              if (asked) move.mutate({ name: asked, paused: true });
              close();
            }}
          >
            {t("lanes.pause")}
          </Button>
        </Group>
      </Modal>
    </Stack>
  );
}

function Workers({ workers }: { workers: { name: string; busy: boolean; seen_at: string }[] }) {
  const { t } = useTranslation("office");
  const moment = useMoment("second", true);
  if (workers.length === 0) return <Text>{t("workers.none")}</Text>;
  return (
    <Table maw={720}>
      <Heads of={[t("workers.name"), t("workers.state"), t("workers.seen")]} />
      <Table.Tbody>
        {workers.map((one) => (
          <Table.Tr key={one.name}>
            <Table.Th scope="row" fw={400}>
              {one.name}
            </Table.Th>
            <Table.Td>{one.busy ? t("workers.busy") : t("workers.idle")}</Table.Td>
            <Table.Td>{moment(one.seen_at, null)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
