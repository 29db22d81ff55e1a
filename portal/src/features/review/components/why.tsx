import { Badge, Group, Text, UnstyledButton } from "@mantine/core";
import { IconAdjustments, IconAlertTriangle, IconEye, IconHelpCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFactorSaid } from "@/features/photo/components/factor-said";
import { colourOf, gradeOf, wholeOf } from "@/features/photo/components/grade";
import { Overruled } from "@/features/photo/components/overruled";
import { useSaid } from "@/features/photo/components/said";
import { useWaitsFor } from "@/features/photo/components/waits-for";
import type { Found } from "@/features/viewer/components/evidence";
import type { Item } from "./queue";
import classes from "./review.module.css";

const MOST = 2;

/** The factors that cost an edit most, the worst first. */
export function worst(item: Item): Found[] {
  return (item.score?.factors ?? [])
    .filter((one) => gradeOf(one.value) !== "good")
    .toSorted((one, other) => (100 - other.value) * other.weight - (100 - one.value) * one.weight)
    .slice(0, MOST);
}

interface WhyProps {
  item: Item;
  chosen: string | undefined;
  choose: (found: Found | undefined) => void;
  /** Why it came back, if it did. */
  back: string | undefined;
  /** Settings were made for it and not sent. */
  unsent: boolean;
  /** Who else looks at it. */
  other: string | undefined;
}

/** Why a person has to look: before the picture, since it says where to look. */
export function Why({ item, chosen, choose, back, unsent, other }: WhyProps) {
  const { t, i18n } = useTranslation(["review", "photo"]);
  const whole = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  const said = useSaid();
  const factorSaid = useFactorSaid();
  const waits = useWaitsFor();
  const { score } = item;
  return (
    <Group gap="sm" wrap="wrap" className={classes.why}>
      {other && (
        <Badge color="amber" size="lg" tt="none" leftSection={<IconEye size={14} aria-hidden />}>
          {t("review:others", { who: other })}
        </Badge>
      )}
      {back && (
        <Badge color="red" size="lg" tt="none" leftSection={<IconAlertTriangle size={14} aria-hidden />}>
          {t("review:back", { why: back })}
        </Badge>
      )}
      {unsent && (
        <Badge
          color="amber"
          size="lg"
          tt="none"
          variant="light"
          h="auto"
          styles={{ label: { whiteSpace: "normal" } }}
          leftSection={<IconAdjustments size={14} aria-hidden />}
        >
          {t("photo:reEdit.unsent")}
        </Badge>
      )}
      {score && (
        <Badge size="lg" variant="light" tt="none" color={colourOf(score.value)}>
          {whole.format(wholeOf(score.value))} · {t(`photo:grade.${gradeOf(score.value)}`)}
        </Badge>
      )}
      {/* what can't be judged says why in its own words */}
      {(!score || score.sure || item.photo.waits_for?.code === "asked") && (
        <Text size="sm">{waits(item.photo)}</Text>
      )}
      {score && !score.sure && (
        <Group gap={6} wrap="nowrap">
          <IconHelpCircle size={18} aria-hidden />
          <Text fw={600}>{said(score.doubt)}</Text>
        </Group>
      )}
      {worst(item).map((factor) => (
        <UnstyledButton
          key={factor.name}
          className={classes.reason}
          aria-pressed={chosen === factor.name}
          onClick={() => choose(chosen === factor.name ? undefined : factor)}
        >
          <Text size="sm">
            <Text span fw={650}>
              {t(`photo:factor.${factor.name as "edges"}`)} {whole.format(wholeOf(factor.value))}
            </Text>{" "}
            {factorSaid(factor)}
          </Text>
        </UnstyledButton>
      ))}
      <Overruled photo={item.photo} />
    </Group>
  );
}
