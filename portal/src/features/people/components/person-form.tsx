import { Button, NativeSelect, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changesOf } from "@/api/draft";
import { useFranchises } from "@/api/franchises";
import { type InDialog, unsavedOf, useUnsaved, wentWell } from "@/components/form-dialog";
import { Failed } from "@/components/told";
import { useMe } from "@/features/sign-in/api/me";
import { type Person, type Role, useChangePerson, useInvite } from "../api/people";

const WITHOUT_FRANCHISE: ReadonlySet<Role> = new Set(["head_office", "auditor"]);

/** Which roles somebody may give: an owner those of the studio, head office all. */
function useRoles(): Role[] {
  const me = useMe();
  return me.data?.franchise ? ["staff", "franchise"] : ["staff", "franchise", "auditor", "head_office"];
}

function draftOf(person: Person | undefined, franchise: string | undefined) {
  return {
    name: person?.name ?? "",
    email: person?.email ?? "",
    role: person?.role ?? ("staff" as Role),
    franchise: person?.franchise ?? franchise ?? null,
  };
}

interface PersonFormProps {
  /** Whom it is about; without: somebody new. */
  person?: Person;
  franchise: string | undefined;
  dialog: InDialog;
  onInvited?: (person: Person) => void;
}

/** Invites somebody, or changes their name and role. */
export function PersonForm({ person, franchise, dialog, onInvited }: PersonFormProps) {
  const { t } = useTranslation("people");
  const words = useTranslation("shell").t;
  const roles = useRoles();
  const me = useMe();
  const franchises = useFranchises(!me.data?.franchise);
  const invite = useInvite();
  const change = useChangePerson();
  const [before] = useState(() => draftOf(person, franchise));
  const [draft, setDraft] = useState(before);
  const failed = invite.error ?? change.error;
  const needsFranchise = !person && !me.data?.franchise && !WITHOUT_FRANCHISE.has(draft.role);

  const isDirty = Object.keys(changesOf(before, draft)).length > 0;
  // nobody is written to in passing
  const isWhole = person !== undefined && draft.name.trim() !== "";

  async function keep(): Promise<boolean> {
    const { name, role, email } = draft;
    if (person) return await wentWell(change.mutateAsync({ number: person.id, body: { name, role } }));
    const whose = WITHOUT_FRANCHISE.has(role) ? null : draft.franchise;
    return await wentWell(invite.mutateAsync({ name, role, email, franchise: whose }).then(onInvited));
  }
  const submit = useUnsaved(dialog, unsavedOf(isDirty, isWhole), keep);

  return (
    <form onSubmit={submit}>
      <Stack>
        {!person && <Text size="sm">{t("people.inviteText")}</Text>}
        <TextInput
          label={t("people.name")}
          required
          dir="auto"
          data-autofocus
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        {!person && (
          <TextInput
            label={t("people.email")}
            type="email"
            required
            value={draft.email}
            onChange={(event) => setDraft({ ...draft, email: event.currentTarget.value })}
          />
        )}
        <NativeSelect
          label={t("people.role")}
          value={draft.role}
          onChange={(event) => setDraft({ ...draft, role: event.currentTarget.value as Role })}
          data={roles.map((value) => ({ value, label: words(`roles.${value}`) }))}
        />
        {needsFranchise && (
          <Select
            label={t("people.franchise")}
            required
            searchable
            value={draft.franchise}
            onChange={(chosen) => setDraft({ ...draft, franchise: chosen })}
            data={(franchises.data ?? []).map((one) => ({
              value: one.code,
              label: `${one.code} · ${one.name}`,
            }))}
          />
        )}
        {failed && <Failed error={failed} />}
        <Button
          type="submit"
          loading={invite.isPending || change.isPending}
          disabled={!draft.name.trim() || (needsFranchise && !draft.franchise)}
        >
          {person ? t("people.save") : t("people.send")}
        </Button>
      </Stack>
    </form>
  );
}
