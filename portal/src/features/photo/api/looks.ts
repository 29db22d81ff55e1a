import { useQuery } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { useLabelled } from "@/components/looks";

/** What a photo can be put before: those of the house, and the franchise's own. */
export function useBackdrops(franchise: string) {
  const labelled = useLabelled();
  return useQuery({
    queryKey: ["backdrops", franchise],
    queryFn: () => answer(api.GET("/v1/backdrops", { params: { query: { franchise } } })),
    staleTime: 300_000,
    select: (found) => labelled(found.items),
  });
}

export function backdropAt(name: string): string {
  return `/v1/backdrops/${encodeURIComponent(name)}/picture`;
}

/** The styles that a franchise may choose of. */
export function useStyles(franchise: string) {
  const labelled = useLabelled();
  return useQuery({
    queryKey: ["styles", franchise],
    queryFn: () => answer(api.GET("/v1/styles", { params: { query: { franchise } } })),
    staleTime: 300_000,
    select: (found) => labelled(found.items),
  });
}
