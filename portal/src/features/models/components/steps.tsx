import { Button, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Heads } from "@/components/heads";
import { useMoment } from "@/components/moment";
import { Section } from "@/components/section";
import { Failed, Loading } from "@/components/told";
import { useEventWords } from "@/features/history/components/event-words";
import { useWho } from "@/features/history/components/who";
import { useAudit } from "@/features/office/api/office";

const MOVED = { kind: "model.moved", who: null, franchise: null, since: null, until: null, views: false };

/** Who brought which model where, and why; the last first. */
export function StepsSection() {
  const { t } = useTranslation("models");
  const moment = useMoment("minute");
  const history = useAudit(MOVED);
  const words = useEventWords();
  const who = useWho();
  const steps = history.data?.pages.flatMap((page) => page.items) ?? [];
  const state = (of: unknown) => (of ? t(`states.${of as "trial"}`) : "");
  return (
    <Section title={t("steps.title")}>
      {history.isError && <Failed error={history.error} again={() => void history.refetch()} />}
      {history.isPending && <Loading />}
      {history.isSuccess && steps.length === 0 && <Text>{t("steps.none")}</Text>}
      {steps.length > 0 && (
        <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table fz="sm" verticalSpacing="xs">
            <Heads of={(["when", "model", "step", "who", "why"] as const).map((one) => t(`steps.${one}`))} />
            <Table.Tbody>
              {steps.map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Td style={{ whiteSpace: "nowrap" }}>{moment(one.at, null)}</Table.Td>
                  <Table.Td>{String(one.data.model)}</Table.Td>
                  <Table.Td>
                    {state(one.data.from)} → {state(one.data.to)}
                  </Table.Td>
                  <Table.Td>
                    <bdi>{who(one.who)}</bdi>
                  </Table.Td>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>{words.why(one)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {history.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t("steps.more")}
        </Button>
      )}
    </Section>
  );
}
