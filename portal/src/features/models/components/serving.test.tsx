import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { afterEach, expect, it, vi } from "vitest";
import { openTexts, startLanguage } from "@/i18n";
import { ServingSection } from "./serving";

const model = (id: number, name: string) => ({ id, name, state_at: "2026-11-01T00:00:00Z" });
const scorer = { kind: "quality", name: "October", version: "1a", model: model(1, "October") };
afterEach(() => vi.unstubAllGlobals());

it("says which model was brought to serve and is refused, and rolls that one back", async () => {
  const media = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined };
  vi.stubGlobal("matchMedia", () => media);
  const known = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  known.setQueryData(["models", "serving"], [{ ...scorer, refused: model(2, "November") }]);
  known.setQueryData(["models", "trial"], { model: null });
  known.setQueryData(["franchises", "all"], []);
  await startLanguage();
  await openTexts(["models"]);
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  root.render(
    <MantineProvider>
      <QueryClientProvider client={known}>
        <ServingSection />
      </QueryClientProvider>
    </MantineProvider>,
  );
  const said = (text: string) => vi.waitFor(() => expect(document.body.textContent).toContain(text));
  await said("November (model 2) was to decide, but is refused");
  document.querySelector("button")?.click();
  await said("November is refused, and the model before it serves again");
  root.unmount();
});
