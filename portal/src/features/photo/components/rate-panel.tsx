import { Button, Checkbox, Group, Input, Rating, Stack, Text, Textarea } from "@mantine/core";
import { IconThumbDown, IconThumbUp } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/components/problem-text";
import { useRate, useRatings } from "../api/ratings";

/** What somebody thinks of an edit: thumb, stars, words, and whether the scorer may learn from it. */
export function RatePanel({ photo, edit }: { photo: number; edit: number }) {
  const { t } = useTranslation("photo");
  const text = useProblemText();
  const rate = useRate(photo);
  const ratings = useRatings(photo);
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState("");
  const [training, setTraining] = useState(true);
  const of = ratings.data?.filter((one) => one.edit === edit) ?? [];
  const give = (thumb: "up" | "down") =>
    rate.mutate({ edit, thumb, stars: stars || null, comment: comment.trim(), training });
  return (
    <Stack gap="sm">
      <Input.Wrapper label={t("rate.stars")}>
        <Rating
          size="lg"
          value={stars}
          onChange={setStars}
          getSymbolLabel={(value) => t("rate.star", { count: value })}
        />
      </Input.Wrapper>
      <Textarea
        label={t("rate.comment")}
        maxLength={1000}
        autosize
        minRows={2}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Checkbox
        label={t("rate.training")}
        description={t("rate.trainingHint")}
        checked={training}
        onChange={(event) => setTraining(event.currentTarget.checked)}
      />
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconThumbUp size={18} aria-hidden />}
          loading={rate.isPending}
          onClick={() => give("up")}
        >
          {t("rate.up")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconThumbDown size={18} aria-hidden />}
          loading={rate.isPending}
          onClick={() => give("down")}
        >
          {t("rate.down")}
        </Button>
      </Group>
      <Text size="sm" role="status">
        {rate.isSuccess && t("rate.thanks")}
      </Text>
      {(rate.error ?? ratings.error) && (
        <Text size="sm" c="red" role="alert">
          {text(rate.error ?? ratings.error)}
        </Text>
      )}
      {of.map((one) => (
        <Group key={one.id} gap="xs" wrap="nowrap">
          {one.thumb === "up" ? (
            <IconThumbUp size={16} aria-label={t("rate.up")} />
          ) : (
            <IconThumbDown size={16} aria-label={t("rate.down")} />
          )}
          {one.stars !== null && <Rating value={one.stars} readOnly size="xs" />}
          <Text size="sm">{one.comment}</Text>
        </Group>
      ))}
    </Stack>
  );
}
