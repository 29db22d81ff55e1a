import { MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useBrandTheme } from "./brand";
import { queries } from "./queries";
import { router } from "./router";

/** The value that the API allowed styles of this page by. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";
}

// what locks scrolling behind dialogs writes a style of its own, and looks for the value here
Object.assign(window, { __webpack_nonce__: styleNonce() });

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Branded />
    </QueryClientProvider>
  );
}

/** All pages, in the look of whose they are. */
function Branded() {
  const { t } = useTranslation("shell");
  const theme = useBrandTheme();
  const named = useMemo(() => {
    const closing = { defaultProps: { closeButtonProps: { "aria-label": t("close") } } };
    return mergeThemeOverrides(theme, {
      components: { Modal: closing, Drawer: closing, Notification: closing },
    });
  }, [theme, t]);
  return (
    <MantineProvider theme={named} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <Notifications position="bottom-right" />
      <RouterProvider router={router} />
    </MantineProvider>
  );
}
