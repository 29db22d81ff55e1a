import { Badge, Button, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { Asked } from "@/components/asked";
import { CopiedKey } from "@/components/copied-key";
import { FormDialog } from "@/components/form-dialog";
import { Heads } from "@/components/heads";
import { Section } from "@/components/section";
import { Stacked } from "@/components/stacked";
import { Failed, Loading } from "@/components/told";
import { type Key, useKeys, useRevokeKey, useRotateKey } from "../api/people";
import { KeyForm } from "./key-form";

/** Keys of devices and programs: who has one, when it was used, and the ways to end it. */
export function Keys({ franchise }: { franchise: string | undefined }) {
  const { t } = useTranslation("people");
  const [making, dialog] = useDisclosure();
  const [made, setMade] = useState<Schemas["NewKeyAnswer"]>();
  const keys = useKeys(franchise);
  return (
    <Section
      title={t("keys.title")}
      actions={
        <Button variant="default" leftSection={<IconKey size={18} aria-hidden />} onClick={dialog.open}>
          {t("keys.make")}
        </Button>
      }
    >
      {keys.isError && <Failed error={keys.error} again={() => void keys.refetch()} />}
      {keys.isPending && <Loading />}
      {keys.data?.length === 0 && <Text>{t("keys.none")}</Text>}
      {keys.data && keys.data.length > 0 && <Rows keys={keys.data} onMade={setMade} />}
      <FormDialog opened={making} close={dialog.close} title={t("keys.make")}>
        {(form) => <KeyForm franchise={franchise} dialog={form} onMade={setMade} />}
      </FormDialog>
      <Modal
        opened={made !== undefined}
        onClose={() => setMade(undefined)}
        title={t("keys.made")}
        size="lg"
        closeOnClickOutside={false}
        closeOnEscape={false}
        withCloseButton={false}
      >
        {made && (
          <Stack>
            <CopiedKey name={made.name} secret={made.key} />
            <Button onClick={() => setMade(undefined)}>{t("keys.kept")}</Button>
          </Stack>
        )}
      </Modal>
    </Section>
  );
}

interface RowsProps {
  keys: Key[];
  onMade: (made: Schemas["NewKeyAnswer"]) => void;
}

function Rows({ keys, onMade }: RowsProps) {
  const { t, i18n } = useTranslation("people");
  const rotate = useRotateKey();
  const revoke = useRevokeKey();
  const [asked, setAsked] = useState<{ key: Key; what: "rotate" | "revoke" }>();
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium" });
  const told = (at: string | null, none: string) => (at ? day.format(new Date(at)) : none);
  const close = () => {
    setAsked(undefined);
    rotate.reset();
    revoke.reset();
  };
  const isRotation = asked?.what === "rotate";
  const done = asked?.key.id ?? 0;
  const heads = (["name", "role", "prefix", "used", "expires"] as const).map((name) => t(`keys.${name}`));
  return (
    <>
      <Stacked minWidth={760} heads={heads}>
        <Table verticalSpacing="sm">
          <Heads of={heads} acts />
          <Table.Tbody>
            {keys.map((key) => (
              <Table.Tr key={key.id}>
                <Table.Th scope="row">
                  <bdi>{key.name}</bdi>
                </Table.Th>
                <Table.Td>{t(`keys.roles.${key.role}`)}</Table.Td>
                <Table.Td ff="monospace">{key.prefix}</Table.Td>
                <Table.Td>{told(key.used_at, t("keys.never"))}</Table.Td>
                <Table.Td>{told(key.expires_at, t("keys.endless"))}</Table.Td>
                <Table.Td>
                  {key.revoked_at ? (
                    <Badge variant="outline" color="red" miw="max-content">
                      {t("keys.revoked")}
                    </Badge>
                  ) : (
                    <Group gap="xs" justify="flex-end" wrap="nowrap">
                      {(["rotate", "revoke"] as const).map((what) => (
                        <Button
                          key={what}
                          variant="default"
                          size="xs"
                          aria-label={t(`keys.${what}Of`, { name: key.name })}
                          onClick={() => setAsked({ key, what })}
                        >
                          {t(`keys.${what}`)}
                        </Button>
                      ))}
                    </Group>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stacked>
      <Asked
        opened={asked !== undefined}
        title={asked ? t(`keys.${asked.what}Of`, { name: asked.key.name }) : ""}
        text={isRotation ? t("keys.rotateText") : t("keys.revokeText")}
        go={isRotation ? t("keys.rotate") : t("keys.revoke")}
        close={close}
        going={rotate.isPending || revoke.isPending}
        error={rotate.error ?? revoke.error}
        onGo={() => {
          if (!isRotation) return revoke.mutate(done, { onSuccess: close });
          rotate.mutate(done, {
            onSuccess: (made) => {
              close();
              onMade(made);
            },
          });
        }}
      />
    </>
  );
}
