import { createTheme, type MantineThemeOverride } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { answer, api } from "@/api/client";
import { useMe } from "@/features/sign-in/api/me";
import { defaultLanguage } from "@/i18n";
import { isColour, shadesOf } from "./colours";
import { theme } from "./theme";

/** What the API says for whoever chose no colour; the portal's own look stands for it. */
const UNCHOSEN = "#1d4ed8";

const openBrand = queryOptions({
  queryKey: ["brand", "here"],
  queryFn: () => answer(api.GET("/v1/brand")),
  staleTime: 300_000,
});

/** Whose pages these are: by the address before somebody signed in, then their franchise's. */
export function useBrand() {
  const me = useMe();
  const code = me.data?.level === "full" ? me.data.franchise : null;
  const here = useQuery(openBrand);
  const own = useQuery({
    queryKey: ["brand", code],
    queryFn: () => answer(api.GET("/v1/franchises/{code}/brand", { params: { path: { code: code ?? "" } } })),
    enabled: code !== null,
    staleTime: 300_000,
  });
  const isSet = own.data
    ? own.data.changed_at !== null
    : here.data !== undefined && here.data.name !== "MirrorMe";
  const found = own.data && isSet ? own.data : here.data;
  return {
    name: found?.name ?? "MirrorMe",
    logo: found?.logo_url ?? null,
    primary: found?.primary ?? UNCHOSEN,
    locale: me.data?.locale ?? (isSet ? found?.locale : undefined),
  };
}

/** The theme in the colour of whose pages these are; the language of who signed in, or theirs. */
export function useBrandTheme(): MantineThemeOverride {
  const { primary, locale } = useBrand();
  useEffect(() => {
    if (locale) void defaultLanguage(locale);
  }, [locale]);
  return useMemo(() => {
    if (primary === UNCHOSEN || !isColour(primary)) return theme;
    return createTheme({
      ...theme,
      colors: { ...theme.colors, brand: shadesOf(primary) },
      primaryColor: "brand",
    });
  }, [primary]);
}
