import { useQuery } from "@tanstack/react-query";
import { answer, api, type Schemas } from "@/api/client";

export type LaneChosen = Schemas["LaneChoiceAnswer"];

/** What each lane promises. */
export function useLanes() {
  return useQuery({ queryKey: ["lanes"], queryFn: () => answer(api.GET("/v1/lanes")), staleTime: 60_000 });
}

interface Booked {
  booking_type: number;
  customer: number | null;
  due_at: string | null;
}

/** Which lane would come of a booking, and why; nothing is asked without one. */
export function useLaneChoice(booked: Booked | undefined) {
  return useQuery({
    queryKey: ["lanes", "choice", booked],
    queryFn: () => answer(api.GET("/v1/lanes/choice", { params: { query: booked ?? ({} as Booked) } })),
    enabled: booked !== undefined,
    // a promised time comes nearer while the form is open
    ...(booked?.due_at && { refetchInterval: 60_000 }),
  });
}
