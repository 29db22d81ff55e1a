import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import {
  IconArrowsExchange,
  IconCircleOff,
  IconDots,
  IconDownload,
  IconHistory,
  IconPencil,
  IconQrcode,
} from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/features/sign-in/api/me";
import { part } from "@/i18n/part";
import { allPublished, publishedIn } from "../api/published";
import type { Session } from "../api/sessions";
import type { Shown } from "./session-dialogs";

const SessionDialogs = part(
  () => import("./session-dialogs"),
  "SessionDialogs",
  "history",
  "models",
  "office",
  "people",
);

/** What can be done with a session beside uploading. */
export function SessionMenu({ session }: { session: Session }) {
  const { t } = useTranslation("sessions");
  const [shown, setShown] = useState<Shown>();
  const me = useMe();
  // once one was opened they stay, so that closing has its time
  const [used, setUsed] = useState(false);
  const published = publishedIn(session.counts ?? {});
  // where nothing can be seen any more there is nothing to take along
  const gone = published > 0 && !session.cover;
  const show = (one: Shown) => {
    setUsed(true);
    setShown(one);
  };
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
          <Menu.Item leftSection={<IconQrcode size={16} aria-hidden />} onClick={() => show("code")}>
            {t("menu.code")}
          </Menu.Item>
          {published > 0 && !gone ? (
            <Menu.Item
              component="a"
              href={allPublished(session.id)}
              download
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {t("menu.download", { count: published })}
            </Menu.Item>
          ) : (
            <Menu.Item disabled leftSection={<IconDownload size={16} aria-hidden />}>
              {t(gone ? "menu.gone" : "menu.noDownload")}
            </Menu.Item>
          )}
          {me.data?.role !== "staff" && (
            <Menu.Item leftSection={<IconHistory size={16} aria-hidden />} onClick={() => show("history")}>
              {t("menu.history")}
            </Menu.Item>
          )}
          {!session.cancelled && (
            <>
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => show("change")}>
                {t("menu.change")}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconArrowsExchange size={16} aria-hidden />}
                onClick={() => show("lane")}
              >
                {t("menu.lane")}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                color="red"
                leftSection={<IconCircleOff size={16} aria-hidden />}
                onClick={() => show("cancel")}
              >
                {t("menu.cancel")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {used && (
        <Suspense>
          <SessionDialogs session={session} shown={shown} close={() => setShown(undefined)} />
        </Suspense>
      )}
    </>
  );
}
