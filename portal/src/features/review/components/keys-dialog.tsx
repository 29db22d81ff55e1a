import { Button, Group, Kbd, Modal, Switch, Table, Text } from "@mantine/core";
import { Fragment, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Heads } from "@/components/heads";
import { nameOf } from "./key-name";
import { KeyTaken } from "./key-taken";
import { ACTS, type Act, DEFAULT, type KeySettings, otherOf, remapped, usable } from "./keys";

interface KeysDialogProps {
  opened: boolean;
  close: () => void;
  settings: KeySettings;
  keep: (settings: KeySettings) => void;
}

/** What the keys do; each can be another, and all can be switched off. */
export function KeysDialog({ opened, close, settings, keep }: KeysDialogProps) {
  const { t } = useTranslation("review");
  const [asking, setAsking] = useState<Act>();
  const [taken, setTaken] = useState<{ act: Act; wanted: string; other: Act }>();

  const asker = useRef<HTMLButtonElement>(null);

  /** What was asked is settled: whoever uses keys is again where they asked. */
  function settle() {
    setTaken(undefined);
    asker.current?.focus();
  }
  function pressed(event: React.KeyboardEvent) {
    if (taken && event.key === "Escape") {
      event.stopPropagation();
      settle();
      return;
    }
    if (!asking) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== "Escape") {
      if (!usable(event.key)) return;
      const other = otherOf(event.key, settings, asking);
      if (other) setTaken({ act: asking, wanted: event.key, other });
      else keep(remapped(settings, asking, event.key));
    }
    setAsking(undefined);
  }
  function ask(act: Act | undefined) {
    setTaken(undefined);
    setAsking(act);
  }
  return (
    <Modal
      opened={opened}
      onClose={() => {
        ask(undefined);
        close();
      }}
      title={t("keys.title")}
      size="lg"
      closeOnEscape={asking === undefined && taken === undefined}
      onKeyDownCapture={pressed}
    >
      <Group justify="space-between" mb="sm">
        <Switch
          label={t("keys.on")}
          description={t("keys.onHint")}
          checked={settings.on}
          onChange={(event) => keep({ ...settings, on: event.currentTarget.checked })}
        />
        <Button
          variant="default"
          size="xs"
          onClick={() => {
            ask(undefined);
            keep(DEFAULT);
          }}
        >
          {t("keys.reset")}
        </Button>
      </Group>
      <Text size="sm" role="status" mb="xs">
        {asking ? t("keys.press", { act: t(`act.${asking}`) }) : t("keys.hint")}
      </Text>
      <Table verticalSpacing={4}>
        <Heads of={[t("keys.act"), t("keys.key"), t("keys.other")]} />
        <Table.Tbody>
          {ACTS.map((act) => (
            <Fragment key={act}>
              <Table.Tr>
                <Table.Td>{t(`act.${act}`)}</Table.Td>
                <Table.Td>
                  <Group gap={4}>
                    {settings.keys[act].map((key) => (
                      <Kbd key={key}>{nameOf(key)}</Kbd>
                    ))}
                    {settings.keys[act].length === 0 && <Text size="sm">{t("keys.none")}</Text>}
                  </Group>
                </Table.Td>
                <Table.Td>
                  <Button
                    size="compact-xs"
                    variant={asking === act ? "filled" : "default"}
                    aria-label={asking === act ? undefined : t("keys.change", { act: t(`act.${act}`) })}
                    onClick={(event) => {
                      asker.current = event.currentTarget;
                      ask(asking === act ? undefined : act);
                    }}
                  >
                    {asking === act ? t("keys.waiting") : t("keys.changeShort")}
                  </Button>
                </Table.Td>
              </Table.Tr>
              {taken?.act === act && (
                <Table.Tr>
                  <Table.Td colSpan={3}>
                    <KeyTaken
                      {...taken}
                      settings={settings}
                      keep={(after) => {
                        keep(after);
                        settle();
                      }}
                      leave={settle}
                    />
                  </Table.Td>
                </Table.Tr>
              )}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
