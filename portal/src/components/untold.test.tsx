import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "@/api/problem";
import { Failed } from "./told";
import { Untold } from "./untold";

const broken = () => Promise.reject(new Problem(422, "broken", "It broke."));

function Silent() {
  useQuery({ queryKey: ["aside"], queryFn: broken, retry: false });
  return null;
}

function Telling() {
  const asked = useQuery({ queryKey: ["told"], queryFn: broken, retry: false });
  return asked.isError ? <Failed error={asked.error} /> : null;
}

/** The alerts of a page with this part, once all is settled. */
async function alertsOf(part: ReactNode): Promise<(string | null)[]> {
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  await act(async () =>
    root.render(
      <MantineProvider>
        <QueryClientProvider client={new QueryClient()}>
          <Untold />
          {part}
        </QueryClientProvider>
      </MantineProvider>,
    ),
  );
  for (let times = 0; times < 5; times += 1) await act(() => vi.advanceTimersByTimeAsync(500));
  const found = [...document.querySelectorAll("[role=alert]")].map((one) => one.textContent);
  act(() => root.unmount());
  return found;
}

describe("what fails and nobody says", () => {
  beforeEach(() => {
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
    const media = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined };
    vi.stubGlobal("matchMedia", () => media);
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("is said once, with a way to try again", async () => {
    const alerts = await alertsOf(<Silent />);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toContain("It broke.");
    expect(alerts[0]).toContain("again");
  });

  it("is not said again above what says it in its place", async () => {
    expect(await alertsOf(<Telling />)).toHaveLength(1);
  });

  it("is said beside another that is said in its place", async () => {
    expect(
      await alertsOf(
        <>
          <Telling />
          <Silent />
        </>,
      ),
    ).toHaveLength(2);
  });
});
