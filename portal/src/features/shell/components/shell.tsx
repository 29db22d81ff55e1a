import {
  AppShell,
  Burger,
  Group,
  Modal,
  NavLink,
  ScrollArea,
  Stack,
  Text,
  VisuallyHidden,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, Navigate, Outlet, useLocation } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { live } from "@/api/live";
import { BrandName } from "@/components/brand-name";
import { NotYours } from "@/components/nothing-here";
import { Failed, Loading } from "@/components/told";
import { Untold } from "@/components/untold";
import { ProofDialog } from "@/features/account/components/proof-dialog";
import { type Me, useMe } from "@/features/sign-in/api/me";
import { SignInPage, WayIn } from "@/features/sign-in/components/way-in";
import { UploadTray } from "@/features/uploads/components/upload-tray";
import { part } from "@/i18n/part";
import { AccountMenu } from "./account-menu";
import { LiveSign } from "./live-sign";
import { PLACES } from "./places";

const Tour = part(() => import("@/features/tour/components/tour"), "Tour");

/** Around every page: who is not signed in is asked to, over the page that they were at. */
export function Shell() {
  const me = useMe();
  const [inside, setInside] = useState<Me>();
  const now = me.data?.level === "full" ? me.data : undefined;
  if (now && now !== inside) setInside(now);
  if (me.isError && !inside) return <Failed error={me.error} again={() => void me.refetch()} />;
  if (me.isPending && !inside) return <Loading />;
  if (!inside) return <SignInPage me={me.data ?? null} />;
  return <Frame me={inside} expired={!now && me.data !== undefined} half={me.data ?? null} />;
}

/** Where an auditor may go. */
const READABLE = ["/office", "/profile"];

interface FrameProps {
  me: Me;
  expired: boolean;
  half: Me | null;
}

function Frame({ me, expired, half }: FrameProps) {
  const { t } = useTranslation("shell");
  const [opened, menu] = useDisclosure();
  const { pathname } = useLocation();
  // who only reads the history is told of nothing else, and may ask for nothing else
  const reads = me.role === "auditor";
  useEffect(() => {
    if (expired || reads) return undefined;
    live.start();
    return () => live.stop();
  }, [expired, reads]);

  const isMine = reads
    ? READABLE.some((path) => pathname.startsWith(path))
    : PLACES.every((place) => !pathname.startsWith(place.to) || place.roles.includes(me.role));
  const instead = reads ? <Navigate to="/office" /> : <NotYours />;

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 224, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding="lg"
    >
      <AppShell.Header bg="var(--portal-surface)">
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group wrap="nowrap">
            <Burger
              opened={opened}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={opened ? t("closeMenu") : t("openMenu")}
            />
            <BrandName />
            {me.franchise && (
              <Text c="var(--portal-ink-soft)" visibleFrom="sm">
                {me.franchise}
              </Text>
            )}
          </Group>
          <Group gap="sm" wrap="nowrap">
            {!reads && <LiveSign />}
            <AccountMenu me={me} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar bg="var(--portal-surface)" p="sm" aria-label={t("menu")}>
        <ScrollArea>
          {PLACES.filter((place) => place.roles.includes(me.role)).map((place) => (
            <NavLink
              key={place.to}
              component={Link}
              to={place.to}
              label={t(`places.${place.name}`)}
              leftSection={<place.icon size={18} aria-hidden />}
              active={pathname.startsWith(place.to)}
              onClick={menu.close}
              fw={500}
            />
          ))}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main>
        <Suspense>
          <Tour role={me.role} />
        </Suspense>
        <Untold />
        {isMine ? <Outlet /> : instead}
      </AppShell.Main>
      <Modal
        opened={expired}
        onClose={() => undefined}
        withCloseButton={false}
        title={t("expired.title")}
        centered
        zIndex={500}
      >
        <Stack>
          <Text size="sm">{t("expired.text")}</Text>
          <WayIn me={half} />
        </Stack>
      </Modal>
      <UploadTray />
      <ProofDialog me={me} />
      <VisuallyHidden role="status" aria-live="polite" id="told-aloud" />
    </AppShell>
  );
}
