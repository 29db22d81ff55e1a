import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconCircleCheck, IconCloudUp, IconKeyboard, IconLayoutGrid, IconPhoto } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Empty, Failed, Loading } from "@/components/told";
import { perMinute } from "./queue";
import { type Told, ToldLast } from "./told-last";
import type { useDesk } from "./use-desk";

interface ReviewHeadProps {
  /** Whether one photo is looked at. */
  one: boolean;
  items: number;
  times: readonly number[];
  all: boolean;
  turn: () => void;
  help: () => void;
  told: Told | undefined;
}

/** How much waits, and how fast it goes. */
export function ReviewHead({ one, items, times, all, turn, help, told }: ReviewHeadProps) {
  const { t, i18n } = useTranslation("review");
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <Group justify="space-between" mb={one ? 0 : "md"}>
      <Group gap="sm">
        <Title order={1} size="h3">
          {t("title")}
        </Title>
        <Text c="var(--portal-ink-soft)">{t("waiting", { count: items })}</Text>
        {times.length > 1 && (
          <Text c="var(--portal-ink-soft)">
            {t("rate", { rate: number.format(perMinute(times, Date.now())) })}
          </Text>
        )}
        <ToldLast told={told} />
      </Group>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          aria-pressed={all}
          leftSection={all ? <IconPhoto size={16} aria-hidden /> : <IconLayoutGrid size={16} aria-hidden />}
          onClick={turn}
        >
          {all ? t("oneByOne") : t("allAtOnce")}
        </Button>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconKeyboard size={16} aria-hidden />}
          onClick={help}
        >
          {t("keys.title")}
        </Button>
      </Group>
    </Group>
  );
}

interface ReviewNewsProps extends Pick<ReturnType<typeof useDesk>, "desk" | "review" | "held" | "undo"> {
  decides: boolean;
}

/** What the reviewer has to know beside the photo: decisions under way, errors, nothing to do. */
export function ReviewNews({ desk, review, held, undo, decides }: ReviewNewsProps) {
  const { t } = useTranslation(["review", "photo"]);
  const waiting = desk.outbox.filter((one) => one.state === "waiting" || one.state === "sending").length;
  const empty = desk.items.length === 0;
  if (!empty && decides && !(held && waiting > 0)) return null;
  return (
    <Stack gap="xs">
      {held && waiting > 0 && (
        <Alert color="amber" icon={<IconCloudUp aria-hidden />} role="status">
          {t("review:held", { count: waiting })}
        </Alert>
      )}
      {review.isError && empty && <Failed error={review.error} again={() => void review.refetch()} />}
      {review.isPending && <Loading />}
      {review.isSuccess && empty && (
        <Empty
          icon={IconCircleCheck}
          title={t("review:empty.title")}
          text={t("review:empty.text")}
          action={
            desk.outbox.length > 0 && (
              <Button variant="default" onClick={() => void undo()}>
                {t("review:undoLast")}
              </Button>
            )
          }
        />
      )}
      {!empty && !decides && <Alert color="gray">{t("photo:decide.ownersOnly")}</Alert>}
    </Stack>
  );
}
