import { PasswordInput, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useTyped } from "@/components/leave-guard";

/** A new password, typed twice; told while both are the same, else as empty. */
export function NewPassword({ onChosen }: { onChosen: (password: string) => void }) {
  const { t } = useTranslation("account");
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const differs = second !== "" && first !== second;
  useTyped(first !== "" || second !== "");

  function take(one: string, two: string) {
    setFirst(one);
    setSecond(two);
    onChosen(one === two ? one : "");
  }

  const shown = { visibilityToggleButtonProps: { "aria-label": t("showPassword") } };
  return (
    <Stack>
      <PasswordInput
        {...shown}
        label={t("password.new")}
        description={t("password.advice")}
        autoComplete="new-password"
        value={first}
        onChange={(event) => take(event.currentTarget.value, second)}
      />
      <PasswordInput
        {...shown}
        label={t("password.again")}
        autoComplete="new-password"
        error={differs ? t("password.differs") : undefined}
        value={second}
        onChange={(event) => take(first, event.currentTarget.value)}
      />
    </Stack>
  );
}
