import { Alert, Anchor, Badge, Divider, Group, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconLock } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFranchiseName } from "@/components/for-whom";
import { Failed, Loading } from "@/components/told";
import { useSessions } from "@/features/sessions/api/sessions";
import { SessionList } from "@/features/sessions/components/session-list";
import { useMe } from "@/features/sign-in/api/me";
import { type Customer, useCustomer } from "../api/customers";
import { Consents } from "./consents";
import { useCustomerName } from "./customer-name";
import { CustomerRights } from "./customer-rights";
import { EditCustomer } from "./edit-customer";
import { Erased } from "./erased";

const route = getRouteApi("/inside/customers/$customer");

/** One customer: sessions, what they allow, and what they may ask of us. */
export function CustomerPage() {
  const number = Number(route.useParams().customer);
  const { t } = useTranslation("customers");
  const words = useTranslation("studio").t;
  const me = useMe();
  const customer = useCustomer(number);
  const nameOf = useFranchiseName();
  const nameIn = useCustomerName();
  if (customer.isLoadingError) return <Failed error={customer.error} again={() => void customer.refetch()} />;
  if (!customer.data) return <Loading />;
  return (
    <Stack gap="xl" maw={1100} mx="auto">
      <Stack gap="sm">
        <Anchor component={Link} to="/customers" size="sm" c="var(--portal-ink-soft)" w="fit-content">
          <Group gap={4} wrap="nowrap">
            <IconArrowLeft size={16} aria-hidden />
            {t("title")}
          </Group>
        </Anchor>
        <Group justify="space-between" align="flex-start">
          <div>
            <Group gap="sm">
              <Title order={1} size="h2">
                <bdi>{nameIn(customer.data)}</bdi>
              </Title>
              <Badge variant="light" color={customer.data.tier === "vip" ? "amber" : "gray"}>
                {words(`tiers.${customer.data.tier}`)}
              </Badge>
            </Group>
            <Text c="var(--portal-ink-soft)">
              {[customer.data.email ?? t("noEmail"), nameOf(customer.data.franchise)]
                .filter(Boolean)
                .join(" · ")}
            </Text>
          </div>
          {!customer.data.erased_at && <EditCustomer customer={customer.data} />}
        </Group>
        {customer.data.erased_at && <Erased customer={customer.data} at={customer.data.erased_at} />}
        {customer.data.hold && (
          <Alert color="amber" icon={<IconLock aria-hidden />} title={t("hold.on")}>
            {customer.data.hold}
          </Alert>
        )}
      </Stack>
      <Sessions customer={customer.data} />
      {!customer.data.erased_at && (
        <>
          <Divider />
          <Consents customer={customer.data} />
        </>
      )}
      {(me.data?.role === "franchise" || me.data?.role === "head_office") && (
        <CustomerRights customer={customer.data} />
      )}
    </Stack>
  );
}

function Sessions({ customer }: { customer: Customer }) {
  const { t } = useTranslation("customers");
  const sessions = useSessions({ customer: customer.id });
  const found = sessions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={t("sessions")}>
      <Group justify="space-between" align="baseline">
        <Title order={2} size="h4">
          {t("sessions")}
        </Title>
        <Delivery counts={found.map((one) => one.counts ?? {})} />
      </Group>
      {sessions.isError && <Failed error={sessions.error} again={() => void sessions.refetch()} />}
      {sessions.isPending && <Loading />}
      {sessions.isSuccess && found.length === 0 && <Text c="var(--portal-ink-soft)">{t("noSessions")}</Text>}
      {found.length > 0 && <SessionList sessions={found} />}
      {sessions.hasNextPage && (
        <Anchor component={Link} to={`/sessions?customer=${customer.id}`} size="sm">
          {t("allSessions")}
        </Anchor>
      )}
    </section>
  );
}

/** How much of what was taken has reached the customer, as far as that is known. */
function Delivery({ counts }: { counts: Record<string, number>[] }) {
  const { t } = useTranslation("customers");
  const sum = (state: string) => counts.reduce((all, one) => all + (one[state] ?? 0), 0);
  const delivered = sum("delivered");
  const ready = sum("published");
  if (delivered + ready === 0) return null;
  return (
    <Text size="sm" c="var(--portal-ink-soft)">
      {t("delivery", { delivered, ready })}
    </Text>
  );
}
