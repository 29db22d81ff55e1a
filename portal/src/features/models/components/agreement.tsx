import { Table, Text } from "@mantine/core";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/facts";
import { Heads } from "@/components/heads";
import { Section } from "@/components/section";
import { Failed, Loading } from "@/components/told";
import { useWhose, WhoseChoice } from "@/components/whose";
import { part } from "@/i18n/part";
import { movedBy } from "../api/limits";
import { type Accuracy, useAccuracy, useNames } from "../api/models";
import { useShares } from "./shares";

const Curve = part(() => import("./curve"), "Curve", "dashboard", "models");

/** How well scores agree with people's stars, and whether scores drift. */
export function AgreementSection() {
  const { t } = useTranslation("models");
  const franchise = useWhose();
  const accuracy = useAccuracy(franchise);
  return (
    <Section title={t("agreement.title")} actions={<WhoseChoice all={t("agreement.all")} />}>
      {accuracy.isError && <Failed error={accuracy.error} again={() => void accuracy.refetch()} />}
      {accuracy.isPending && <Loading />}
      {accuracy.data?.rated === 0 && <Text maw={720}>{t("agreement.none")}</Text>}
      {accuracy.data && accuracy.data.rated > 0 && <Told accuracy={accuracy.data} />}
      {accuracy.data && accuracy.data.drift.length > 0 && <Drift drift={accuracy.data.drift} />}
    </Section>
  );
}

function Told({ accuracy }: { accuracy: Accuracy }) {
  const { t, i18n } = useTranslation("models");
  const { share } = useShares();
  const { rated, enough, target, within_one_star: within, pairwise } = accuracy;
  const reached = within !== null && within >= target;
  const facts = [
    {
      name: t("agreement.within"),
      value: share(within),
      more: t(reached ? "agreement.reached" : "agreement.missed", { target: share(target) }),
    },
    { name: t("agreement.pairwise"), value: share(pairwise), more: t("agreement.pairs") },
    {
      name: t("agreement.rated"),
      value: new Intl.NumberFormat(i18n.language).format(rated),
      more: rated < enough ? t("agreement.few") : "",
    },
  ];
  return (
    <>
      <Facts facts={facts} />
      <Suspense fallback={<Loading />}>
        <Curve bins={accuracy.calibration} groups={accuracy.groups} />
      </Suspense>
    </>
  );
}

function Drift({ drift }: { drift: Accuracy["drift"] }) {
  const named = useNames();
  const { t, i18n } = useTranslation("models");
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const month = new Intl.DateTimeFormat(i18n.language, { month: "long", year: "numeric", timeZone: "UTC" });
  return (
    <Table.ScrollContainer minWidth={720} mt="xl" scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table captionSide="top">
        <Table.Caption ta="start" fw={600} c="var(--mantine-color-text)">
          {t("drift.title")}
        </Table.Caption>
        <Heads
          of={(["month", "model", "edits", "mean", "scores", "inputs"] as const).map((one) =>
            t(`drift.${one}`),
          )}
        />
        <Table.Tbody>
          {drift.map((one) => (
            <Table.Tr key={`${one.month} ${one.model}`}>
              <Table.Th scope="row">{month.format(new Date(`${one.month}-01`))}</Table.Th>
              <Table.Td>{named(one.model)}</Table.Td>
              <Table.Td>{number.format(one.edits)}</Table.Td>
              <Table.Td>{number.format(one.mean_score)}</Table.Td>
              <Table.Td>{t(`drift.moved.${movedBy(one.psi)}`)}</Table.Td>
              <Table.Td>{t(`drift.moved.${movedBy(most(Object.values(one.inputs)))}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function most(moved: (number | null)[]): number | null {
  const known = moved.filter((one) => one !== null);
  return known.length === 0 ? null : Math.max(...known);
}
