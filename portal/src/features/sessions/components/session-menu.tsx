import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconArrowsExchange, IconCircleOff, IconDots, IconHistory, IconQrcode } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/features/sign-in/api/me";
import type { Session } from "../api/sessions";
import { CancelDialog, CodeDialog, HistoryDrawer, LaneDialog } from "./session-dialogs";

type Shown = "code" | "lane" | "history" | "cancel";

/** What can be done with a session beside uploading. */
export function SessionMenu({ session }: { session: Session }) {
  const { t } = useTranslation("sessions");
  const [shown, setShown] = useState<Shown>();
  const me = useMe();
  const close = () => setShown(undefined);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label={t("menu.title")}>
            <ActionIcon variant="default" size={36} aria-label={t("menu.title")}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconQrcode size={16} aria-hidden />} onClick={() => setShown("code")}>
            {t("menu.code")}
          </Menu.Item>
          {me.data?.role !== "staff" && (
            <Menu.Item
              leftSection={<IconHistory size={16} aria-hidden />}
              onClick={() => setShown("history")}
            >
              {t("menu.history")}
            </Menu.Item>
          )}
          {!session.cancelled && (
            <>
              <Menu.Item
                leftSection={<IconArrowsExchange size={16} aria-hidden />}
                onClick={() => setShown("lane")}
              >
                {t("menu.lane")}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                color="red"
                leftSection={<IconCircleOff size={16} aria-hidden />}
                onClick={() => setShown("cancel")}
              >
                {t("menu.cancel")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <CodeDialog session={session} opened={shown === "code"} close={close} />
      <LaneDialog session={session} opened={shown === "lane"} close={close} />
      <CancelDialog session={session} opened={shown === "cancel"} close={close} />
      <HistoryDrawer session={session} opened={shown === "history"} close={close} />
    </>
  );
}
