import { Badge, Tooltip } from "@mantine/core";
import { IconBolt, IconCloudOff, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLiveStatus } from "@/api/live";

const SIGNS = { live: IconBolt, polling: IconRefresh, offline: IconCloudOff };
const COLOURS = { live: "pine", polling: "amber", offline: "red" };

/** Whether what is shown is told as it happens, asked for now and then, or out of date. */
export function LiveSign() {
  const { t } = useTranslation("shell");
  const status = useLiveStatus();
  const Sign = SIGNS[status];
  return (
    <Tooltip label={t(`live.${status}Why`)}>
      <Badge
        role="status"
        tabIndex={0}
        variant="light"
        flex="none"
        color={COLOURS[status]}
        leftSection={<Sign size={12} aria-hidden />}
      >
        {t(`live.${status}`)}
      </Badge>
    </Tooltip>
  );
}
