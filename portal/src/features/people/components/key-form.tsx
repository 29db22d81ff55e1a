import { Button, Checkbox, NativeSelect, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { changesOf } from "@/api/draft";
import { useFranchises } from "@/api/franchises";
import { type InDialog, useAsked } from "@/components/form-dialog";
import { Failed } from "@/components/told";
import { useMe } from "@/features/sign-in/api/me";
import { type Scope, useMakeKey } from "../api/people";

/** With the name of its text. */
const SCOPES = {
  "sessions:read": "sessionsRead",
  "sessions:write": "sessionsWrite",
  "customers:read": "customersRead",
  "customers:write": "customersWrite",
  "photos:read": "photosRead",
  "photos:write": "photosWrite",
} as const satisfies Record<Scope, string>;

interface Draft {
  name: string;
  role: "upload" | "client";
  scopes: Scope[];
  days: number | string;
  whose: string | null;
}

interface KeyFormProps {
  franchise: string | undefined;
  dialog: InDialog;
  onMade: (made: Schemas["NewKeyAnswer"]) => void;
}

/** Makes a key for a device that uploads, or for a program that may do what is chosen. */
export function KeyForm({ franchise, dialog, onMade }: KeyFormProps) {
  const { t } = useTranslation("people");
  const me = useMe();
  const isOffice = !me.data?.franchise;
  const franchises = useFranchises(isOffice);
  const make = useMakeKey();
  const [before] = useState<Draft>({
    name: "",
    role: "upload",
    scopes: ["sessions:read", "photos:read"],
    days: "",
    whose: franchise ?? null,
  });
  const [draft, setDraft] = useState(before);
  const { name, role, scopes, days, whose } = draft;
  const set = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed });
  const lacks = !name.trim() || (role === "client" && scopes.length === 0) || (role === "upload" && !whose);

  // not kept in leaving: a key is shown this once
  useAsked(dialog, Object.keys(changesOf(before, draft)).length > 0 ? "part" : undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate(
      {
        name: name.trim(),
        role,
        franchise: whose,
        days: typeof days === "number" ? days : null,
        scopes: role === "client" ? scopes : [],
      },
      {
        onSuccess: (made) => {
          dialog.done();
          onMade(made);
        },
      },
    );
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t("keys.name")}
          placeholder={t("keys.nameHint")}
          required
          data-autofocus
          value={name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label={t("keys.role")}
          value={role}
          onChange={(event) => set({ role: event.currentTarget.value as Draft["role"] })}
          data={(["upload", "client"] as const).map((value) => ({ value, label: t(`keys.roles.${value}`) }))}
        />
        {isOffice && (
          <Select
            label={t("people.franchise")}
            required={role === "upload"}
            clearable
            searchable
            value={whose}
            onChange={(chosen) => set({ whose: chosen })}
            data={(franchises.data ?? []).map((one) => ({
              value: one.code,
              label: `${one.code} · ${one.name}`,
            }))}
          />
        )}
        {role === "client" && (
          <Checkbox.Group
            label={t("keys.scopes")}
            value={scopes}
            onChange={(chosen) => set({ scopes: chosen as Scope[] })}
          >
            <Stack gap="xs" mt="xs">
              {Object.entries(SCOPES).map(([scope, text]) => (
                <Checkbox key={scope} value={scope} label={t(`keys.scope.${text}`)} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        <NumberInput
          label={t("keys.days")}
          description={t("keys.daysHint")}
          min={1}
          max={3650}
          allowDecimal={false}
          value={days}
          onChange={(typed) => set({ days: typed })}
        />
        {make.isError && <Failed error={make.error} />}
        <Button type="submit" loading={make.isPending} disabled={lacks}>
          {t("keys.make")}
        </Button>
      </Stack>
    </form>
  );
}
