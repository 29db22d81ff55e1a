import { useQuery } from "@tanstack/react-query";
import { answer, api, type Schemas } from "./client";

export type Franchise = Schemas["FranchiseAnswer"];

async function all(): Promise<Franchise[]> {
  const found: Franchise[] = [];
  let cursor: string | null = null;
  do {
    const page: Schemas["Page_FranchiseAnswer_"] = await answer(
      api.GET("/v1/franchises", { params: { query: { limit: 200, cursor } } }),
    );
    found.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return found;
}

/** All franchises that somebody may see, by code. */
export function useFranchises(enabled = true) {
  return useQuery({ queryKey: ["franchises", "all"], queryFn: all, staleTime: 60_000, enabled });
}
