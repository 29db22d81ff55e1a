import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";

/** A change after which what was asked under some keys is asked again, whether it succeeded or not. */
export function useChange<Asked, Told>(change: (asked: Asked) => Promise<Told>, ...keys: QueryKey[]) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}
