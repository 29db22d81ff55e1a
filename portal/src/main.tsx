import "@fontsource-variable/inter/index.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/app";
import { queries } from "@/app/queries";
import { router } from "@/app/router";
import { meQuery } from "@/features/sign-in/api/me";
import { startLanguage } from "@/i18n";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
// who it is, the page's script and what it shows can be asked for while the texts come
void queries.prefetchQuery(meQuery);
void router.load();
await startLanguage();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
