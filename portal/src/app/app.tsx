import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { queries } from "./queries";
import { router } from "./router";
import { useBrandTheme } from "./brand";

/** The value that the API allowed styles of this page by. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";
}

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Branded />
    </QueryClientProvider>
  );
}

/** All pages, in the look of whose they are. */
function Branded() {
  const theme = useBrandTheme();
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <Notifications position="bottom-right" />
      <RouterProvider router={router} />
    </MantineProvider>
  );
}
