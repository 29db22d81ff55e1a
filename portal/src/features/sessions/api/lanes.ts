import { useQuery } from "@tanstack/react-query";
import { answer, api } from "@/api/client";

/** What each lane promises. */
export function useLanes() {
  return useQuery({ queryKey: ["lanes"], queryFn: () => answer(api.GET("/v1/lanes")), staleTime: 60_000 });
}
