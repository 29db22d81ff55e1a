import { useTranslation } from "react-i18next";
import { promised } from "@/components/time-left";
import type { Lane } from "../api/filters";
import { useLanes } from "../api/lanes";

/** Says what a lane promises; nothing while that isn't known. */
export function usePromise(): (lane: Lane) => string | undefined {
  const { t, i18n } = useTranslation("sessions");
  const lanes = useLanes();
  return (lane) => {
    const promise = lanes.data?.find(({ name }) => name === lane)?.promise_s;
    return promise === undefined
      ? undefined
      : t("lane.published", { span: promised(i18n.language, promise, "long") });
  };
}
