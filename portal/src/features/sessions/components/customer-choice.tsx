import {
  Button,
  Combobox,
  Group,
  NativeSelect,
  Paper,
  Stack,
  Text,
  TextInput,
  useCombobox,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconUserPlus, IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttempt } from "@/api/attempt";
import { Failed } from "@/components/told";
import { TIERS, type Tier, useCustomers, useNewCustomer } from "@/features/customers/api/customers";

export interface CustomerChosen {
  id: number;
  name: string;
}

interface CustomerChoiceProps {
  /** Whose customers these are. */
  franchise: string | undefined;
  chosen: CustomerChosen | null;
  choose(customer: CustomerChosen | null): void;
  /** Told whether somebody was begun to be named and is neither chosen nor noted. */
  begin(unfinished: boolean): void;
  /** What is to be said of that. */
  error?: string | undefined;
}

const NEW = "new";

/** A customer, found by name or e-mail, or noted on the spot; nobody is fine too. */
export function CustomerChoice({ franchise, chosen, choose, begin, error }: CustomerChoiceProps) {
  const { t } = useTranslation("sessions");
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 200);
  const [adding, setAdding] = useState(false);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const customers = useCustomers(
    { q, franchise },
    franchise !== undefined && !chosen && combobox.dropdownOpened,
  );
  // another franchise's stand here until this one's are known, and nothing is booked for who is erased
  const theirs =
    customers.data?.pages[0]?.items.filter((one) => one.franchise === franchise && !one.erased_at) ?? [];
  const found = theirs.slice(0, 8);
  const unfinished = !chosen && (adding || typed.trim() !== "");
  useEffect(() => begin(unfinished), [begin, unfinished]);

  if (chosen) {
    return (
      <TextInput
        label={t("new.customer")}
        readOnly
        dir="auto"
        value={chosen.name}
        rightSectionPointerEvents="all"
        rightSection={
          <Button
            variant="subtle"
            size="compact-xs"
            aria-label={t("new.otherCustomer")}
            onClick={() => choose(null)}
          >
            <IconX size={14} aria-hidden />
          </Button>
        }
      />
    );
  }
  if (adding)
    return (
      <NewCustomer
        name={typed}
        franchise={franchise}
        cancel={() => setAdding(false)}
        choose={(customer) => {
          setAdding(false);
          choose(customer);
        }}
        unfinished={error}
      />
    );

  function submit(value: string) {
    combobox.closeDropdown();
    if (value === NEW) setAdding(true);
    else choose(found.find((one) => String(one.id) === value) ?? null);
  }

  return (
    <Combobox store={combobox} onOptionSubmit={submit}>
      <Combobox.Target>
        <TextInput
          label={t("new.customer")}
          placeholder={t("new.customerHint")}
          dir="auto"
          error={error}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onClick={() => combobox.openDropdown()}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={260} style={{ overflowY: "auto" }} aria-label={t("new.customer")}>
          {found.map((one) => (
            <Combobox.Option key={one.id} value={String(one.id)}>
              <Text size="sm" fw={500}>
                <bdi>{one.name}</bdi>
              </Text>
              <Text size="xs" c="var(--portal-ink-soft)">
                {one.email}
              </Text>
            </Combobox.Option>
          ))}
          <Combobox.Option value={NEW}>
            <Group gap={6} wrap="nowrap">
              <IconUserPlus size={16} aria-hidden />
              <Text size="sm">
                {typed.trim() ? t("new.addNamed", { name: typed.trim() }) : t("new.addCustomer")}
              </Text>
            </Group>
          </Combobox.Option>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

interface NewCustomerProps {
  name: string;
  franchise: string | undefined;
  cancel(): void;
  choose(customer: CustomerChosen): void;
  unfinished: string | undefined;
}

function NewCustomer({ name: begun, franchise, cancel, choose, unfinished }: NewCustomerProps) {
  const { t } = useTranslation("sessions");
  const words = useTranslation("studio").t;
  const [name, setName] = useState(begun.trim());
  const [email, setEmail] = useState("");
  const [tier, setTier] = useState<Tier>("regular");
  const create = useNewCustomer();
  const attempt = useAttempt();

  function add() {
    const body = { name, email: email || null, tier, franchise: franchise ?? null };
    create.mutate({ body, key: attempt.keyOf(body) }, { onSuccess: choose });
  }

  return (
    <Paper p="sm">
      <Stack gap="xs">
        <TextInput
          label={t("new.customerName")}
          dir="auto"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group grow>
          <TextInput
            label={t("new.email")}
            type="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <NativeSelect
            label={t("new.tier")}
            value={tier}
            onChange={(event) => setTier(event.currentTarget.value as Tier)}
            data={TIERS.map((one) => ({ value: one, label: words(`tiers.${one}`) }))}
          />
        </Group>
        {create.isError && <Failed error={create.error} />}
        {unfinished && (
          <Text size="sm" c="red" role="alert">
            {unfinished}
          </Text>
        )}
        <Group>
          <Button size="xs" onClick={add} loading={create.isPending} disabled={!name.trim()}>
            {t("new.saveCustomer")}
          </Button>
          <Button size="xs" variant="default" onClick={cancel}>
            {t("cancel")}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
