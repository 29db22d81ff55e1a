import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api, type Schemas } from "@/api/client";

export type Rating = Schemas["RatingAnswer"];
export type Opinion = Schemas["RatingBody"];

/** What people think of a photo's edits. */
export function useRatings(photo: number) {
  return useQuery({
    queryKey: ["photo", photo, "ratings"],
    queryFn: () => answer(api.GET("/v1/photos/{number}/ratings", { params: { path: { number: photo } } })),
    select: (found) => found.items,
  });
}

/** Say what you think; said again, it replaces what you said before. */
export function rate(photo: number, body: Opinion): Promise<Rating> {
  return answer(api.POST("/v1/photos/{number}/ratings", { params: { path: { number: photo } }, body }));
}

export function useRate(photo: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Opinion) => rate(photo, body),
    onSettled: () => queries.invalidateQueries({ queryKey: ["photo", photo, "ratings"] }),
  });
}
