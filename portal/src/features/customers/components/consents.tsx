import { Button, Group, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { IconCircleCheck, IconCircleOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttempt } from "@/api/attempt";
import { FormDialog, type InDialog, useUnsaved, wentWell } from "@/components/form-dialog";
import { useMoment } from "@/components/moment";
import { Failed, Loading } from "@/components/told";
import { type Customer, PURPOSES, type Purpose, useConsents, useNewConsent } from "../api/customers";

/** What a customer allows, what they said about it, and a way to note what they say now. */
export function Consents({ customer }: { customer: Customer }) {
  const { t } = useTranslation("customers");
  const consents = useConsents(customer.id);
  const [asked, setAsked] = useState<{ kind: Purpose; given: boolean }>();
  const moment = useMoment("minute");
  return (
    <section aria-label={t("consents.title")}>
      <Title order={2} size="h4" mb="xs">
        {t("consents.title")}
      </Title>
      {consents.isError && <Failed error={consents.error} again={() => void consents.refetch()} />}
      {consents.isPending && <Loading />}
      {consents.isSuccess && (
        <Stack>
          <Stack gap={0}>
            {PURPOSES.map((kind) => {
              const allowed = consents.data.allowed[kind] ?? false;
              const said = consents.data.current.find((one) => one.kind === kind);
              const Sign = allowed ? IconCircleCheck : IconCircleOff;
              return (
                <Group
                  key={kind}
                  justify="space-between"
                  py="sm"
                  style={{ borderTop: "1px solid var(--portal-line)" }}
                >
                  <div>
                    <Text fw={600}>{t(`consents.kinds.${kind}`)}</Text>
                    <Group gap={6}>
                      <Sign size={16} aria-hidden />
                      <Text size="sm">{t(allowed ? "consents.allowed" : "consents.notAllowed")}</Text>
                      <Text size="sm" c="var(--portal-ink-soft)">
                        {said
                          ? t("consents.said", { when: moment(said.at, customer.franchise) })
                          : t("consents.never")}
                      </Text>
                    </Group>
                  </div>
                  <Group gap="xs">
                    <Button size="xs" variant="light" onClick={() => setAsked({ kind, given: true })}>
                      {t("consents.give")}
                    </Button>
                    <Button size="xs" variant="default" onClick={() => setAsked({ kind, given: false })}>
                      {t("consents.withdraw")}
                    </Button>
                  </Group>
                </Group>
              );
            })}
          </Stack>
          {consents.data.told.length > 0 && (
            <details>
              <summary>{t("consents.history")}</summary>
              <Table mt="xs">
                <Table.Tbody>
                  {consents.data.told.toReversed().map((one) => (
                    <Table.Tr key={one.id}>
                      <Table.Td>{moment(one.at, customer.franchise)}</Table.Td>
                      <Table.Td>{t(`consents.kinds.${one.kind}`)}</Table.Td>
                      <Table.Td>{t(one.given ? "consents.yes" : "consents.no")}</Table.Td>
                      <Table.Td>
                        <bdi>{one.source}</bdi>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </details>
          )}
        </Stack>
      )}
      <FormDialog
        opened={asked !== undefined}
        close={() => setAsked(undefined)}
        title={asked && t(asked.given ? "consents.giving" : "consents.withdrawing")}
        centered
      >
        {(dialog) => asked && <Said customer={customer.id} {...asked} dialog={dialog} />}
      </FormDialog>
    </section>
  );
}

interface SaidProps {
  customer: number;
  kind: Purpose;
  given: boolean;
  dialog: InDialog;
}

function Said({ customer, kind, given, dialog }: SaidProps) {
  const { t } = useTranslation("customers");
  const [source, setSource] = useState("");
  const note = useNewConsent(customer);
  const attempt = useAttempt();
  const isWhole = source.trim() !== "";

  async function keep(): Promise<boolean> {
    const body = { kind, given, source: source.trim() };
    return await wentWell(note.mutateAsync({ body, key: attempt.keyOf(body) }));
  }
  const submit = useUnsaved(dialog, isWhole ? "whole" : undefined, keep);

  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t(`consents.kinds.${kind}`)}</Text>
        <TextInput
          label={t("consents.source")}
          description={t("consents.sourceHint")}
          required
          maxLength={200}
          data-autofocus
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        {note.isError && <Failed error={note.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={dialog.leave}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={note.isPending} disabled={!isWhole}>
            {t("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
