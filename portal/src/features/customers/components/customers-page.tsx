import { Badge, Button, Group, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconLock, IconSearch, IconUsers } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFranchiseName, useSeveral } from "@/components/for-whom";
import { Heads } from "@/components/heads";
import { Empty, Failed, Loading } from "@/components/told";
import { WhoseChoice } from "@/components/whose";
import { useCustomers } from "../api/customers";
import { useCustomerName } from "./customer-name";
import { NewCustomerDrawer } from "./new-customer";

const route = getRouteApi("/inside/customers");

/** Who is photographed, found by name or e-mail. */
export function CustomersPage() {
  const { t } = useTranslation("customers");
  const words = useTranslation("studio").t;
  const shell = useTranslation("shell").t;
  const { q = "", franchise } = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(q);
  const search = useDebouncedCallback(
    (text: string) =>
      void navigate({ search: ({ q: _, ...rest }) => (text ? { ...rest, q: text } : rest), replace: true }),
    250,
  );
  const [adding, setAdding] = useState(false);
  const customers = useCustomers({ q, franchise });
  const several = useSeveral().length > 0;
  const named = several && !franchise;
  const nameOf = useFranchiseName();
  const nameIn = useCustomerName();
  const found = customers.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="lg" maw={1100} mx="auto">
      <Group justify="space-between">
        <Title order={1} size="h2">
          {t("title")}
        </Title>
        <Group gap="sm">
          <WhoseChoice all={t("allFranchises")} />
          <Button onClick={() => setAdding(true)}>{t("add")}</Button>
        </Group>
      </Group>
      <TextInput
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        leftSection={<IconSearch size={16} aria-hidden />}
        maw={420}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          search(event.currentTarget.value.trim());
        }}
      />
      {customers.isError && <Failed error={customers.error} again={() => void customers.refetch()} />}
      {customers.isPending && <Loading />}
      {customers.isSuccess && found.length === 0 && (
        <Empty
          icon={IconUsers}
          title={t(q ? "none.title" : several && franchise ? "empty.ofFranchise" : "empty.title")}
          text={q ? t("none.text") : t("empty.text")}
        />
      )}
      {found.length > 0 && (
        <Table verticalSpacing="sm" highlightOnHover>
          <Heads
            of={[
              t("name"),
              { words: t("email"), from: "sm" },
              ...(named ? [shell("franchise")] : []),
              t("tier"),
            ]}
          />
          <Table.Tbody>
            {found.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td>
                  <Group gap="xs" wrap="nowrap">
                    <Text
                      component={Link}
                      to={`/customers/${one.id}`}
                      fw={600}
                      c="inherit"
                      style={{ overflowWrap: "anywhere" }}
                    >
                      <bdi>{nameIn(one)}</bdi>
                    </Text>
                    {one.hold && <IconLock size={14} aria-label={t("hold.on")} />}
                  </Group>
                </Table.Td>
                <Table.Td visibleFrom="sm">{one.email}</Table.Td>
                {named && (
                  <Table.Td>
                    <bdi>{nameOf(one.franchise) ?? one.franchise}</bdi>
                  </Table.Td>
                )}
                <Table.Td>
                  <Badge miw="max-content" variant="light" color={one.tier === "vip" ? "amber" : "gray"}>
                    {words(`tiers.${one.tier}`)}
                  </Badge>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {customers.hasNextPage && (
        <Button
          variant="default"
          loading={customers.isFetchingNextPage}
          onClick={() => void customers.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
      <NewCustomerDrawer opened={adding} close={() => setAdding(false)} />
    </Stack>
  );
}
