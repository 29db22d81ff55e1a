import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/facts";
import { useMoment } from "@/components/moment";
import { Section } from "@/components/section";
import { Failed, Loading } from "@/components/told";
import { useRollBack, useServing, useTrial } from "../api/models";
import { WhyDialog } from "./why-dialog";

/** What scores photos and what cuts them out, and the way back from it. */
export function ServingSection() {
  const { t } = useTranslation("models");
  const moment = useMoment("minute");
  const serving = useServing();
  const trial = useTrial();
  const back = useRollBack();
  const [asked, { open, close }] = useDisclosure(false);
  const quality = serving.data?.find((one) => one.kind === "quality");
  // what was brought to serve and is refused is what a roll-back takes out
  const scorer = quality?.refused ?? quality?.model;
  const last = trial.data?.model ?? scorer;

  function closeAll() {
    close();
    back.reset();
  }

  return (
    <Section
      title={t("serving.title")}
      actions={
        last && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            onClick={open}
          >
            {t("back.button")}
          </Button>
        )
      }
    >
      {serving.isError && <Failed error={serving.error} again={() => void serving.refetch()} />}
      {serving.isPending && <Loading />}
      {serving.data && (
        <Facts
          facts={serving.data.map(({ kind, model, refused, name, version }) => ({
            name: t(`serving.${kind}`),
            value: name || t("serving.own"),
            more: [
              model
                ? // what serves in place of one that is refused was retired at that moment
                  !refused && t("serving.since", { n: model.id, at: moment(model.state_at, null) })
                : t("serving.comesWith"),
              version && t("serving.version", { version }),
              refused && t("serving.refused", { name: refused.name, n: refused.id }),
            ]
              .filter(Boolean)
              .join(" "),
          }))}
        />
      )}
      {last && (
        <WhyDialog
          key={String(asked)}
          title={t("back.title")}
          text={
            last === scorer ? t("back.serving", { name: last.name }) : t("back.trial", { name: last.name })
          }
          go={t("back.button")}
          opened={asked}
          close={closeAll}
          onGo={(why) => back.mutate({ kind: "quality", why }, { onSuccess: closeAll })}
          going={back.isPending}
          error={back.error}
        />
      )}
    </Section>
  );
}
