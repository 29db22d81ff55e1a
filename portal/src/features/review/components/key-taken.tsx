import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { nameOf } from "./key-name";
import { type Act, type KeySettings, remapped } from "./keys";

const focusOn = (button: HTMLButtonElement | null) => button?.focus();

interface KeyTakenProps {
  settings: KeySettings;
  act: Act;
  /** Asked for by the act, and something else is done by it. */
  wanted: string;
  other: Act;
  keep: (settings: KeySettings) => void;
  leave: () => void;
}

/** Asks before a key is taken from what it does now, and says what that is done by then. */
export function KeyTaken({ settings, act, wanted, other, keep, leave }: KeyTakenProps) {
  const { t } = useTranslation("review");
  const after = remapped(settings, act, wanted);
  const named = { other: t(`act.${other}`) };
  const rest = after.keys[other];
  const swaps = rest.some((key) => !settings.keys[other].includes(key));
  const list = rest.map(nameOf).join(", ");
  const then = swaps
    ? t("keys.swapped", { ...named, old: list })
    : rest.length > 0
      ? t("keys.left", { ...named, rest: list })
      : t("keys.bare", named);
  return (
    <div role="alert">
      <Text size="sm" mb="xs">
        {t("keys.taken", { ...named, key: nameOf(wanted) })} {then}
      </Text>
      <Group gap="xs">
        <Button size="compact-sm" ref={focusOn} onClick={() => keep(after)}>
          {swaps ? t("keys.swap") : t("keys.give", { act: t(`act.${act}`) })}
        </Button>
        <Button size="compact-sm" variant="default" onClick={leave}>
          {t("keys.leave")}
        </Button>
      </Group>
    </div>
  );
}
