import { Alert, Button, Divider, Group, Modal, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconCircleCheck, IconDownload, IconEraser } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { serverNow } from "@/api/clock";
import { askProof } from "@/api/proof";
import { useMoment } from "@/components/moment";
import { Failed } from "@/components/told";
import { useMe } from "@/features/sign-in/api/me";
import { type Customer, useErase } from "../api/customers";

/** A proof counts for ten minutes; the browser's own download can't ask for one, so it is asked for before. */
const FRESH_MS = 9 * 60_000;

/** To have everything, and to have everything gone: what a customer may ask of us by law. */
export function CustomerRights({ customer }: { customer: Customer }) {
  const { t } = useTranslation("customers");
  const me = useMe();
  const [erasing, setErasing] = useState(false);

  async function download() {
    const proved = me.data?.proved_at;
    const fresh = proved && serverNow() - Date.parse(proved) < FRESH_MS;
    if (fresh || (await askProof())) window.location.assign(`/v1/customers/${customer.id}/export`);
  }

  return (
    <>
      {!customer.erased_at && (
        <section aria-label={t("rights.title")}>
          <Divider mb="xl" />
          <Title order={2} size="h4" mb="xs">
            {t("rights.title")}
          </Title>
          <Stack>
            <Group justify="space-between">
              <Text size="sm" maw={620}>
                {t("rights.exportText")}
              </Text>
              <Button
                variant="default"
                leftSection={<IconDownload size={16} aria-hidden />}
                onClick={() => void download()}
              >
                {t("rights.export")}
              </Button>
            </Group>
            <Group justify="space-between">
              <Text size="sm" maw={620}>
                {customer.hold ? t("rights.held") : t("rights.eraseText")}
              </Text>
              <Button
                variant="outline"
                color="red"
                disabled={Boolean(customer.hold)}
                leftSection={<IconEraser size={16} aria-hidden />}
                onClick={() => setErasing(true)}
              >
                {t("rights.erase")}
              </Button>
            </Group>
          </Stack>
        </section>
      )}
      {/* it goes on saying what was done when there is nothing left to do */}
      <Modal opened={erasing} onClose={() => setErasing(false)} title={t("erase.title")} centered>
        {erasing && <Erase customer={customer} close={() => setErasing(false)} />}
      </Modal>
    </>
  );
}

function Erase({ customer, close }: { customer: Customer; close(): void }) {
  const { t } = useTranslation("customers");
  const [name] = useState(customer.name);
  const [typed, setTyped] = useState("");
  const erase = useErase(customer.id);
  const moment = useMoment("day");
  if (erase.isSuccess) {
    const { photos, done_at, due_at } = erase.data;
    return (
      <Stack>
        <Alert color="pine" icon={<IconCircleCheck aria-hidden />} role="status">
          {done_at
            ? t("erase.done", { count: photos })
            : t("erase.begun", { count: photos, when: moment(due_at, customer.franchise) })}
        </Alert>
        <Button variant="default" onClick={close}>
          {t("erase.close")}
        </Button>
      </Stack>
    );
  }
  return (
    <Stack>
      <Text size="sm">{t("erase.text")}</Text>
      <TextInput
        label={t("erase.type", { name })}
        dir="auto"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {erase.isError && <Failed error={erase.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t("cancel")}
        </Button>
        <Button
          color="red"
          loading={erase.isPending}
          disabled={typed.trim() !== name.trim()}
          onClick={() => erase.mutate()}
        >
          {t("rights.erase")}
        </Button>
      </Group>
    </Stack>
  );
}
