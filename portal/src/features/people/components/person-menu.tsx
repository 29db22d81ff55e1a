import { ActionIcon, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Asked } from "@/components/asked";
import { FormDialog } from "@/components/form-dialog";
import { useProblemText } from "@/components/problem-text";
import { type Person, useChangePerson, useForgetFactors, useInviteAgain } from "../api/people";
import { PersonForm } from "./person-form";

/** What can be done about somebody's account. */
export function PersonMenu({ person }: { person: Person }) {
  const { t } = useTranslation("people");
  const text = useProblemText();
  const [asked, setAsked] = useState<"change" | "disable" | "forget">();
  const change = useChangePerson();
  const again = useInviteAgain();
  const forget = useForgetFactors();
  const close = () => {
    setAsked(undefined);
    change.reset();
    forget.reset();
  };
  const enable = (disabled: boolean) =>
    change.mutate({ number: person.id, body: { disabled } }, { onSuccess: close });
  const invite = () =>
    again.mutate(person.id, {
      onSuccess: ({ email }) => notifications.show({ message: t("people.sent", { email }) }),
      onError: (error) => notifications.show({ color: "red", message: text(error) }),
    });
  const disabled = person.disabled_at !== null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t("people.menu", { name: person.name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsked("change")}>{t("people.change")}</Menu.Item>
          {person.invited && <Menu.Item onClick={invite}>{t("people.again")}</Menu.Item>}
          <Menu.Item onClick={() => setAsked("forget")}>{t("people.forget")}</Menu.Item>
          <Menu.Item onClick={() => (disabled ? enable(false) : setAsked("disable"))}>
            {disabled ? t("people.enable") : t("people.disable")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <FormDialog opened={asked === "change"} close={close} title={t("people.change")}>
        {(dialog) => <PersonForm person={person} franchise={undefined} dialog={dialog} />}
      </FormDialog>
      <Asked
        opened={asked === "disable"}
        title={t("people.disable")}
        text={t("ask.disable", { name: person.name })}
        go={t("people.disable")}
        close={close}
        onGo={() => enable(true)}
        going={change.isPending}
        error={change.error}
      />
      <Asked
        opened={asked === "forget"}
        title={t("people.forget")}
        text={t("ask.forget", { name: person.name })}
        go={t("people.forget")}
        close={close}
        onGo={() => forget.mutate(person.id, { onSuccess: close })}
        going={forget.isPending}
        error={forget.error}
      />
    </>
  );
}
