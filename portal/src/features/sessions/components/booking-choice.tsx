import { Badge, Group, Radio, Stack, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { sizeSaid } from "@/components/crops";
import { Failed, Loading } from "@/components/told";
import classes from "./sessions.module.css";

type BookingType = Schemas["BookingTypeAnswer"];

interface BookingChoiceProps {
  types: UseQueryResult<BookingType[]>;
  chosen: number | null;
  choose(type: number): void;
}

/** What can be booked, each with the lane and the look that come with it. */
export function BookingChoice({ types, chosen, choose }: BookingChoiceProps) {
  const { t, i18n } = useTranslation("sessions");
  const words = useTranslation("studio").t;
  if (types.isLoadingError) return <Failed error={types.error} again={() => void types.refetch()} />;
  if (types.isPending) return <Loading />;
  return (
    <Radio.Group
      label={t("new.bookingType")}
      required
      value={chosen === null ? "" : String(chosen)}
      onChange={(value) => choose(Number(value))}
    >
      <Stack gap={6} mt={4}>
        {types.data.map((type) => (
          <Radio.Card key={type.id} value={String(type.id)} className={classes.choice}>
            <Group justify="space-between" wrap="nowrap">
              <Group wrap="nowrap" gap="sm">
                <Radio.Indicator />
                <div>
                  <Text fw={600} size="sm">
                    <bdi>{type.name}</bdi>
                  </Text>
                  <Text size="xs" c="var(--portal-ink-soft)">
                    {lookOf(type, i18n.language) || t("new.houseLook")}
                  </Text>
                </div>
              </Group>
              <Badge variant="light" color={type.lane === "vip" ? "amber" : "gray"}>
                {words(`lanes.${type.lane}`)}
              </Badge>
            </Group>
          </Radio.Card>
        ))}
        {types.data.length === 0 && <Text size="sm">{t("new.noTypes")}</Text>}
      </Stack>
    </Radio.Group>
  );
}

function lookOf(type: BookingType, language: string): string {
  const { backdrop, style, crop } = type.look;
  const said = typeof crop === "string" ? sizeSaid(crop, language) : crop;
  return [backdrop, style, said].filter((one) => typeof one === "string" && one !== "none").join(" · ");
}
