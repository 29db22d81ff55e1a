import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useChange } from "@/api/change";
import { answer, api, type Schemas } from "@/api/client";

export type Person = Schemas["PersonAnswer"];
export type Role = Person["role"];
export type NewPerson = Schemas["PersonBody"];
export type PersonChange = Partial<Schemas["PersonChange"]>;
export type Key = Schemas["KeyAnswer"];
export type NewKey = Schemas["KeyBody"];
export type Scope = NonNullable<NewKey["scopes"]>[number];

const peopleKey = ["people"] as const;
const keysKey = ["keys"] as const;
const OVERLAP_DAYS = 7;

/** Who has an account. */
export function usePeople(franchise: string | undefined) {
  return useInfiniteQuery({
    queryKey: [...peopleKey, franchise],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/v1/people", {
          params: { query: { franchise: franchise ?? null, limit: 100, cursor: pageParam } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function useInvite() {
  return useChange((body: NewPerson) => answer(api.POST("/v1/people", { body })), peopleKey);
}

const of = (number: number) => ({ path: { number } });

export function useChangePerson() {
  return useChange(
    ({ number, body }: { number: number; body: PersonChange }) =>
      answer(api.PATCH("/v1/people/{number}", { params: of(number), body: body as Schemas["PersonChange"] })),
    peopleKey,
  );
}

export function useInviteAgain() {
  return useChange(
    (number: number) => answer(api.POST("/v1/people/{number}/invite", { params: of(number) })),
    peopleKey,
  );
}

export function useForgetFactors() {
  return useChange(
    (number: number) => answer(api.POST("/v1/people/{number}/forget-factors", { params: of(number) })),
    peopleKey,
  );
}

/** Keys of devices and programs; the secret itself is never told again. */
export function useKeys(franchise: string | undefined) {
  return useQuery({
    queryKey: [...keysKey, franchise],
    queryFn: () => answer(api.GET("/v1/keys", { params: { query: { franchise: franchise ?? null } } })),
  });
}

export function useMakeKey() {
  return useChange((body: NewKey) => answer(api.POST("/v1/keys", { body })), keysKey);
}

/** Another key like this one, which goes on for a week. */
export function useRotateKey() {
  return useChange(
    (number: number) =>
      answer(
        api.POST("/v1/keys/{number}/rotate", { params: of(number), body: { overlap_days: OVERLAP_DAYS } }),
      ),
    keysKey,
  );
}

export function useRevokeKey() {
  return useChange(
    (number: number) => answer(api.DELETE("/v1/keys/{number}", { params: of(number) })),
    keysKey,
  );
}
