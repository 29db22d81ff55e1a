import "@fontsource-variable/inter/index.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/app";
import { queries } from "@/app/queries";
import { meQuery } from "@/features/sign-in/api/me";
import { startLanguage } from "@/i18n";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
// who it is can be asked while the texts come
void queries.prefetchQuery(meQuery);
await startLanguage();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
