import { useQuery } from "@tanstack/react-query";
import { answer, api } from "@/api/client";

const LONG_MS = 300_000;

/** The names of the people whom the history and claims know by number, as far as whoever signed in may see them. */
export function useNames(): ReadonlyMap<number, string> | undefined {
  return useQuery({
    queryKey: ["names"],
    queryFn: () => answer(api.GET("/v1/names")),
    staleTime: LONG_MS,
    select: namesOf,
  }).data;
}

function namesOf(names: readonly { person: number; name: string }[]): ReadonlyMap<number, string> {
  return new Map(names.map(({ person, name }) => [person, name]));
}
