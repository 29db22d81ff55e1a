import { Box, Button, Menu, Stack, Text, useMantineColorScheme } from "@mantine/core";
import { IconChevronDown, IconLogout, IconMoon, IconSun, IconSunMoon, IconUser } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Me, useSignOut } from "@/features/sign-in/api/me";
import { LanguageChoice } from "./language-choice";

const SCHEMES = [
  { value: "light", icon: IconSun },
  { value: "dark", icon: IconMoon },
  { value: "auto", icon: IconSunMoon },
] as const;

/** Who is signed in, and what is theirs to choose. */
export function AccountMenu({ me }: { me: Me }) {
  const { t } = useTranslation("shell");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={240} closeOnItemClick={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          px={{ base: "xs", sm: "md" }}
          aria-label={me.name}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          <Box hiddenFrom="sm" lh={0}>
            <IconUser size={20} aria-hidden />
          </Box>
          <Text inherit truncate maw={280} visibleFrom="sm">
            {me.name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap={0} px="sm" py="xs">
          <Text size="sm">{me.email}</Text>
          <Text size="xs" c="var(--portal-ink-soft)">
            {t(`roles.${me.role as "staff" | "franchise" | "head_office" | "auditor"}`)}
          </Text>
        </Stack>
        <Menu.Divider />
        <Menu.Label>{t("appearance.title")}</Menu.Label>
        {SCHEMES.map(({ value, icon: Sign }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            leftSection={<Sign size={16} aria-hidden />}
            rightSection={colorScheme === value ? "✓" : undefined}
            onClick={() => setColorScheme(value)}
          >
            {t(`appearance.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t("language")}</Menu.Label>
        <Stack px="sm" pb="xs">
          <LanguageChoice />
        </Stack>
        <Menu.Divider />
        <Menu.Item component={Link} to="/profile" leftSection={<IconUser size={16} aria-hidden />}>
          {t("account")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => signOut.mutate()}>
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
