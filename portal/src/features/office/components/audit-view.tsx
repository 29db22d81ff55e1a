import { Button, Group, Stack, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { Heads } from "@/components/heads";
import { useMoment, useZone } from "@/components/moment";
import { Section } from "@/components/section";
import { Failed, Loading } from "@/components/told";
import { useWhose, WhoseChoice } from "@/components/whose";
import { isState } from "@/features/sessions/api/counts";
import { instantOf } from "@/features/sessions/api/zoned";
import { type AuditFilters, useAudit } from "../api/office";

const CALM_MS = 300;

/** Who did what, when and why; narrowed by kind, person, franchise and time. */
export function AuditView() {
  const { t } = useTranslation("office");
  const franchise = useWhose();
  const zone = useZone()(franchise ?? null) ?? "UTC";
  const [draft, setDraft] = useState({ kind: "", who: "", since: "", until: "" });
  const [asked] = useDebouncedValue(draft, CALM_MS);
  const filters: AuditFilters = {
    franchise: franchise ?? null,
    kind: asked.kind.trim() || null,
    who: asked.who.trim() || null,
    since: asked.since ? instantOf(`${asked.since}T00:00:00`, zone) : null,
    until: asked.until ? instantOf(`${asked.until}T23:59:59`, zone) : null,
  };
  const history = useAudit(filters);
  const events = history.data?.pages.flatMap((page) => page.items) ?? [];
  const field = (name: keyof typeof draft) => ({
    label: t(`audit.${name}`),
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [name]: event.currentTarget.value }),
  });
  return (
    <Section title={t("views.audit")} actions={<WhoseChoice all={t("audit.all")} />}>
      <Stack>
        <Group align="flex-end">
          <TextInput {...field("kind")} placeholder={t("audit.kindHint")} />
          <TextInput {...field("who")} />
          <TextInput {...field("since")} type="date" />
          <TextInput {...field("until")} type="date" />
        </Group>
        <Text size="sm" c="var(--portal-ink-soft)">
          {t(franchise ? "audit.clock" : "audit.clocks", { zone })}
        </Text>
        {history.isError && <Failed error={history.error} again={() => void history.refetch()} />}
        {history.isPending && <Loading />}
        {history.isSuccess && events.length === 0 && <Text>{t("audit.none")}</Text>}
        {events.length > 0 && <Events events={events} />}
        {history.hasNextPage && (
          <Button
            variant="default"
            loading={history.isFetchingNextPage}
            onClick={() => void history.fetchNextPage()}
          >
            {t("more")}
          </Button>
        )}
      </Stack>
    </Section>
  );
}

function Events({ events }: { events: Schemas["EventAnswer"][] }) {
  const { t } = useTranslation("office");
  const words = useTranslation("studio").t;
  const moment = useMoment("second", true);
  const named = (state: string | null) => (isState(state) ? words(`states.${state}`) : state);
  return (
    <Table.ScrollContainer minWidth={860} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="xs" fz="sm">
        <Heads
          of={(["when", "who", "kind", "where", "change", "why"] as const).map((name) => t(`audit.${name}`))}
        />
        <Table.Tbody>
          {events.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td style={{ whiteSpace: "nowrap" }}>{moment(one.at, one.franchise)}</Table.Td>
              <Table.Td>
                <bdi>{one.who}</bdi>
              </Table.Td>
              <Table.Td>{one.kind}</Table.Td>
              <Table.Td>
                {[
                  one.franchise,
                  one.session !== null && t("audit.session", { n: one.session }),
                  one.photo !== null && t("audit.photo", { n: one.photo }),
                ]
                  .filter(Boolean)
                  .join(", ")}
              </Table.Td>
              <Table.Td>{[one.before, one.after].filter(Boolean).map(named).join(" → ")}</Table.Td>
              <Table.Td style={{ overflowWrap: "anywhere" }}>{one.why}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
