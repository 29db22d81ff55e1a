import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import i18next from "i18next";
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { onTestFinished, vi } from "vitest";
import { LATE, openTexts, startLanguage } from "@/i18n";

/** Draw a part of the portal in English, with what the service would have answered; gives what it is in. */
export async function rendered(
  part: ReactNode,
  answers: readonly [key: readonly unknown[], answer: unknown][] = [],
): Promise<HTMLElement> {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  const media = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined };
  vi.stubGlobal("matchMedia", () => media);
  // nothing has a size here, so none changes
  const sizes = { observe: () => undefined, unobserve: () => undefined, disconnect: () => undefined };
  vi.stubGlobal("ResizeObserver", function observer() {
    return sizes;
  });
  if (!i18next.isInitialized) await startLanguage();
  // a part doesn't say on which page it is
  await openTexts(LATE);
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  for (const [key, answer] of answers) queries.setQueryData(key, answer);
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  await act(async () =>
    root.render(
      <MantineProvider env="test" withGlobalClasses={false}>
        <QueryClientProvider client={queries}>{part}</QueryClientProvider>
      </MantineProvider>,
    ),
  );
  onTestFinished(() => {
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
    act(() => root.unmount());
    place.remove();
  });
  return place;
}

/** Press what is called so, anywhere on the page. */
export async function press(name: string | RegExp): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>("button, label, input")].find((one) => {
    const called = one.getAttribute("aria-label") ?? one.textContent ?? "";
    return typeof name === "string" ? called === name : name.test(called);
  });
  if (!found) throw new Error(`nothing is called ${name}`);
  await act(async () => found.click());
}
