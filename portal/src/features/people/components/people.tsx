import { Badge, Button, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconUserPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { FormDialog } from "@/components/form-dialog";
import { Heads } from "@/components/heads";
import { Section } from "@/components/section";
import { Stacked } from "@/components/stacked";
import { Failed, Loading } from "@/components/told";
import { type Person, usePeople } from "../api/people";
import { PersonForm } from "./person-form";
import { PersonMenu } from "./person-menu";

/** Who has an account, as what, and whether they use it. */
export function People({ franchise }: { franchise: string | undefined }) {
  const { t } = useTranslation("people");
  const [inviting, dialog] = useDisclosure();
  const people = usePeople(franchise);
  const found = people.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section
      title={t("people.title")}
      actions={
        <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={dialog.open}>
          {t("people.invite")}
        </Button>
      }
    >
      <Stack>
        {people.isError && <Failed error={people.error} again={() => void people.refetch()} />}
        {people.isPending && <Loading />}
        {people.isSuccess && found.length === 0 && <Text>{t("people.none")}</Text>}
        {found.length > 0 && <Rows people={found} />}
        {people.hasNextPage && (
          <Button
            variant="default"
            loading={people.isFetchingNextPage}
            onClick={() => void people.fetchNextPage()}
          >
            {t("more")}
          </Button>
        )}
      </Stack>
      <FormDialog opened={inviting} close={dialog.close} title={t("people.invite")}>
        {(form) => (
          <PersonForm
            franchise={franchise}
            dialog={form}
            onInvited={({ email }) => notifications.show({ message: t("people.sent", { email }) })}
          />
        )}
      </FormDialog>
    </Section>
  );
}

function Rows({ people }: { people: Person[] }) {
  const { t, i18n } = useTranslation("people");
  const words = useTranslation("shell").t;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium" });
  const heads = (["name", "email", "role", "franchise", "seen", "state"] as const).map((name) =>
    t(`people.${name}`),
  );
  return (
    <Stacked minWidth={720} heads={heads}>
      <Table verticalSpacing="sm">
        <Heads of={heads} acts />
        <Table.Tbody>
          {people.map((one) => {
            const state = one.disabled_at ? "disabled" : one.invited ? "invited" : "active";
            return (
              <Table.Tr key={one.id}>
                <Table.Th scope="row">
                  <bdi>{one.name}</bdi>
                </Table.Th>
                <Table.Td>{one.email}</Table.Td>
                <Table.Td>{words(`roles.${one.role}`)}</Table.Td>
                <Table.Td>{one.franchise ?? "–"}</Table.Td>
                <Table.Td>
                  {one.signed_in_at ? day.format(new Date(one.signed_in_at)) : t("people.never")}
                </Table.Td>
                <Table.Td>
                  <Badge
                    miw="max-content"
                    variant={state === "active" ? "light" : "outline"}
                    color={state === "disabled" ? "red" : "gray"}
                  >
                    {t(`people.${state}`)}
                  </Badge>
                </Table.Td>
                <Table.Td ta="right">
                  <PersonMenu person={one} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Stacked>
  );
}
