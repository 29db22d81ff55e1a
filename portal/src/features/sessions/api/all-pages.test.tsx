import { type QueryClient, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { rendered } from "@/test/rendered";
import { useAllPages } from "./all-pages";

const LAST = 5;

function Listed({ ask }: { ask: (page: number, queries: QueryClient) => Promise<number> }) {
  const queries = useQueryClient();
  const found = useInfiniteQuery({
    queryKey: ["listed"],
    queryFn: ({ pageParam }) => ask(pageParam, queries),
    initialPageParam: 1,
    getNextPageParam: (page) => (page < LAST ? page + 1 : null),
  });
  useAllPages(found);
  return <output>{found.data?.pages.join(" ")}</output>;
}

const soon = (page: number) => new Promise<number>((done) => setTimeout(() => done(page), 5));

async function hasAll(ask: (page: number, queries: QueryClient) => Promise<number>): Promise<void> {
  const place = await rendered(<Listed ask={ask} />);
  // what happens now is drawn when the browser gets to it, as on a page
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", false);
  const listed = () => place.querySelector("output")?.textContent;
  await vi.waitFor(() => expect(listed()).toBe("1 2 3 4 5"), 3000);
}

it("has all pages", () => hasAll(soon));

it("has all pages though the list is asked for anew just when the next was asked for", async () => {
  let cancelled = 0;
  await hasAll((page, queries) => {
    if (page > 1 && cancelled < 3) {
      cancelled += 1;
      queueMicrotask(() => void queries.invalidateQueries({ queryKey: ["listed"] }));
    }
    return soon(page);
  });
  expect(cancelled).toBe(3);
});
