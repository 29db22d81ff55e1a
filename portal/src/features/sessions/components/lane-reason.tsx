import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { promised } from "@/components/time-left";
import { type LaneChosen, useLaneChoice } from "../api/lanes";

interface LaneReasonProps {
  /** Null: none is chosen yet. */
  bookingType: number | null;
  customer: number | null;
  /** An instant; null for none. */
  due: string | null;
}

/** Which lane a booking will come into, why, and what that promises; said aloud when it changes. */
export function LaneReason({ bookingType, customer, due }: LaneReasonProps) {
  const booked = bookingType === null ? undefined : { booking_type: bookingType, customer, due_at: due };
  const choice = useLaneChoice(booked);
  // it keeps its room, so that nothing moves under the pointer
  return (
    <Text size="sm" role="status" mih={bookingType === null ? 0 : 44}>
      {choice.data && <Reason {...choice.data} />}
    </Text>
  );
}

function Reason({ lane, because, tier, promise_s }: LaneChosen) {
  const { t, i18n } = useTranslation("sessions");
  const words = useTranslation("studio").t;
  return t(`new.because.${because}`, {
    lane: words(`lanes.${lane}`),
    tier: tier && words(`tiers.${tier}`),
    span: promised(i18n.language, promise_s, "long"),
  });
}
