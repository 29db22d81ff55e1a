import { Badge, Button, Group, Menu, Modal, Table, Text } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Heads } from "@/components/heads";
import { useMoment } from "@/components/moment";
import { Section } from "@/components/section";
import { Failed, Loading } from "@/components/told";
import { part } from "@/i18n/part";
import { type Model, type ModelState, useModels, useMoveModel } from "../api/models";
import { useShares } from "./shares";
import { WhyDialog } from "./why-dialog";

const Card = part(() => import("./card"), "Card");
const COLORS: Record<ModelState, string> = {
  candidate: "gray",
  shadow: "gray",
  trial: "amber",
  serving: "teal",
  retired: "gray",
  refused: "red",
};

/** All models: how good each was found, where it stands, and where it may go. */
export function RegistrySection() {
  const { t } = useTranslation("models");
  const models = useModels();
  const move = useMoveModel();
  const [read, setRead] = useState<Model>();
  const [moving, setMoving] = useState<{ model: Model; to: ModelState }>();

  function close() {
    setMoving(undefined);
    move.reset();
  }

  return (
    <Section title={t("registry.title")}>
      {models.isError && <Failed error={models.error} again={() => void models.refetch()} />}
      {models.isPending && <Loading />}
      {models.data?.length === 0 && <Text maw={720}>{t("registry.none")}</Text>}
      {models.data && models.data.length > 0 && (
        <Registry models={models.data} onRead={setRead} onMove={(model, to) => setMoving({ model, to })} />
      )}
      <Modal
        opened={read !== undefined}
        onClose={() => setRead(undefined)}
        title={read && t("registry.cardOf", { name: read.name })}
        size="xl"
      >
        <Suspense fallback={<Loading />}>
          {read && <Card text={read.card || t("registry.noCard")} />}
        </Suspense>
      </Modal>
      {moving && (
        <WhyDialog
          title={`${t(`moves.${moving.to}.go`)}: ${moving.model.name}`}
          text={t(`moves.${moving.to}.text`)}
          go={t(`moves.${moving.to}.go`)}
          opened
          close={close}
          onGo={(why) => move.mutate({ number: moving.model.id, to: moving.to, why }, { onSuccess: close })}
          going={move.isPending}
          error={move.error}
        />
      )}
    </Section>
  );
}

interface RegistryProps {
  models: Model[];
  onRead: (model: Model) => void;
  onMove: (model: Model, to: ModelState) => void;
}

function Registry({ models, onRead, onMove }: RegistryProps) {
  const { t } = useTranslation("models");
  const { share } = useShares();
  const moment = useMoment("minute");
  return (
    <Table.ScrollContainer minWidth={860} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm">
        <Heads
          of={(["model", "kind", "state", "since", "agreement"] as const).map((one) => t(`registry.${one}`))}
          acts
        />
        <Table.Tbody>
          {models.map((one) => {
            const { agreement_before: before, agreement_after: after } = one.figures;
            return (
              <Table.Tr key={one.id}>
                <Table.Th scope="row">
                  {one.id} · {one.name}
                </Table.Th>
                <Table.Td>{t(`kinds.${one.kind}`)}</Table.Td>
                <Table.Td>
                  <Badge variant={one.state === "serving" ? "filled" : "light"} color={COLORS[one.state]}>
                    {t(`states.${one.state}`)}
                  </Badge>
                </Table.Td>
                <Table.Td style={{ whiteSpace: "nowrap" }}>{moment(one.state_at, null)}</Table.Td>
                <Table.Td>
                  {typeof before === "number" && typeof after === "number"
                    ? t("registry.gained", { before: share(before), after: share(after) })
                    : t("nothing")}
                </Table.Td>
                <Table.Td>
                  <Group gap="xs" justify="flex-end" wrap="nowrap">
                    <Button
                      variant="subtle"
                      size="xs"
                      aria-label={t("registry.cardOf", { name: one.name })}
                      onClick={() => onRead(one)}
                    >
                      {t("registry.card")}
                    </Button>
                    <Moves model={one} onMove={(to) => onMove(one, to)} />
                  </Group>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Moves({ model, onMove }: { model: Model; onMove: (to: ModelState) => void }) {
  const { t } = useTranslation("models");
  if (model.moves.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          aria-label={t("moves.of", { name: model.name })}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t("moves.button")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {model.moves.map((to) => (
          <Menu.Item key={to} onClick={() => onMove(to)}>
            {t(`moves.${to}.go`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
