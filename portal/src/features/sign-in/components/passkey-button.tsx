import { Button } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { usePasskey } from "../api/me";

/** Signs in by a passkey. */
export function PasskeyButton({ passkey }: { passkey: ReturnType<typeof usePasskey> }) {
  const { t } = useTranslation("sign-in");
  return (
    <Button
      variant="default"
      leftSection={<IconFingerprint size={18} aria-hidden />}
      loading={passkey.isPending}
      onClick={() => passkey.mutate(undefined)}
    >
      {t("passkey")}
    </Button>
  );
}
