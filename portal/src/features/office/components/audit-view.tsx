import { Autocomplete, Button, Group, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Heads } from "@/components/heads";
import { useMoment, useZone } from "@/components/moment";
import { Section } from "@/components/section";
import { Stacked } from "@/components/stacked";
import { Failed, Loading } from "@/components/told";
import { useWhose, WhoseChoice } from "@/components/whose";
import { useKinds, useWhoChoice } from "@/features/history/components/choices";
import { ViewsSwitch } from "@/features/history/components/event-lines";
import { type Line, useEventWords } from "@/features/history/components/event-words";
import { useWho } from "@/features/history/components/who";
import { instantOf } from "@/features/sessions/api/zoned";
import { type AuditFilters, useAudit } from "../api/office";

const CALM_MS = 300;

/** Who did what, when and why; narrowed by kind, person, franchise and time. */
export function AuditView() {
  const { t } = useTranslation("office");
  const franchise = useWhose();
  const zone = useZone()(franchise ?? null) ?? "UTC";
  const [draft, setDraft] = useState({ kind: "", who: "", since: "", until: "" });
  const [views, setViews] = useState(false);
  const kinds = useKinds();
  const people = useWhoChoice();
  const [asked] = useDebouncedValue(draft, CALM_MS);
  const filters: AuditFilters = {
    franchise: franchise ?? null,
    kind: asked.kind || null,
    who: people.asked(asked.who),
    since: asked.since ? instantOf(`${asked.since}T00:00:00`, zone) : null,
    until: asked.until ? instantOf(`${asked.until}T23:59:59`, zone) : null,
    views,
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
          <Select
            label={t("audit.kind")}
            placeholder={t("audit.kindHint")}
            data={kinds}
            value={draft.kind || null}
            onChange={(kind) => setDraft({ ...draft, kind: kind ?? "" })}
            searchable
            clearable
          />
          <Autocomplete
            label={t("audit.who")}
            data={people.choices}
            value={draft.who}
            onChange={(who) => setDraft({ ...draft, who })}
          />
          <TextInput {...field("since")} type="date" />
          <TextInput {...field("until")} type="date" />
        </Group>
        <ViewsSwitch on={views} turn={setViews} />
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

function Events({ events }: { events: readonly Line[] }) {
  const { t } = useTranslation("office");
  const words = useEventWords();
  const who = useWho();
  const moment = useMoment("second", true);
  const heads = (["when", "who", "kind", "where", "change", "why"] as const).map((name) =>
    t(`audit.${name}`),
  );
  return (
    <Stacked minWidth={860} heads={heads}>
      <Table verticalSpacing="xs" fz="sm">
        <Heads of={heads} />
        <Table.Tbody>
          {events.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td style={{ whiteSpace: "nowrap" }}>{moment(one.at, one.franchise)}</Table.Td>
              <Table.Td>
                <bdi>{who(one.who)}</bdi>
              </Table.Td>
              <Table.Td>{words.kind(one.kind)}</Table.Td>
              <Table.Td>
                {[
                  one.franchise,
                  one.session !== null && t("audit.session", { n: one.session }),
                  one.photo_number != null && t("audit.photo", { n: one.photo_number }),
                ]
                  .filter(Boolean)
                  .join(", ")}
              </Table.Td>
              <Table.Td>{[one.before, one.after].map(words.state).filter(Boolean).join(" → ")}</Table.Td>
              <Table.Td style={{ overflowWrap: "anywhere" }}>{words.why(one)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stacked>
  );
}
