import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { answer, api, type Schemas } from "@/api/client";

export type Customer = Schemas["CustomerAnswer"];
export type Purpose = Schemas["Purpose"];
export type Tier = Schemas["Tier"];
export const PURPOSES: readonly Purpose[] = ["retouching", "training", "third_party_sharing"];
export const TIERS: readonly Tier[] = ["regular", "premium", "vip"];

const LISTS = ["customers", "list"] as const;

export interface CustomersAsked {
  q?: string | undefined;
  franchise?: string | undefined;
}

/** Customers by words of their name or e-mail; all without words, and of all franchises that one may see. */
export function useCustomers({ q, franchise }: CustomersAsked, enabled = true) {
  return useInfiniteQuery({
    ...infiniteQueryOptions({
      queryKey: [...LISTS, q, franchise],
      queryFn: ({ pageParam }) =>
        answer(
          api.GET("/v1/customers", {
            params: {
              query: { ...(q ? { q } : {}), franchise: franchise ?? null, limit: 50, cursor: pageParam },
            },
          }),
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
      placeholderData: keepPreviousData,
    }),
    enabled,
  });
}

const customerQuery = (number: number) =>
  queryOptions({
    queryKey: ["customers", "one", number],
    queryFn: () => answer(api.GET("/v1/customers/{number}", { params: { path: { number } } })),
  });

export function useCustomer(number: number | null | undefined) {
  return useQuery({ ...customerQuery(number ?? 0), enabled: Boolean(number) });
}

/** The signed receipt of a customer's erasure; null until it is done. */
export function useReceipt({ id, franchise }: Customer, enabled: boolean) {
  return useQuery({
    queryKey: ["customers", "one", id, "receipt"],
    queryFn: async () => {
      const query = { customer: id, franchise };
      const page = await answer(api.GET("/v1/erasures", { params: { query } }));
      return page.items[0]?.receipt ?? null;
    },
    enabled,
  });
}

export function useConsents(number: number) {
  return useQuery({
    queryKey: ["customers", "one", number, "consents"],
    queryFn: () => answer(api.GET("/v1/customers/{number}/consents", { params: { path: { number } } })),
  });
}

export type NewCustomer = Schemas["CustomerBody"];

export function useNewCustomer() {
  const queries = useQueryClient();
  return useMutation({
    scope: { id: "new-customer" },
    mutationFn: ({ body, key }: { body: NewCustomer; key: string }) =>
      answer(api.POST("/v1/customers", { body, params: { header: { "idempotency-key": key } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: LISTS }),
  });
}

type Changes = Schemas["CustomerChange"];

export function useChangeCustomer(number: number) {
  const queries = useQueryClient();
  return useMutation({
    /** What is undefined stays as it is. */
    mutationFn: (changes: { [Key in keyof Changes]?: Changes[Key] | undefined }) =>
      answer(api.PATCH("/v1/customers/{number}", { params: { path: { number } }, body: changes as Changes })),
    onSuccess: (after) => {
      queries.setQueryData(customerQuery(number).queryKey, after);
      return queries.invalidateQueries({ queryKey: LISTS });
    },
  });
}

export function useNewConsent(number: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: Schemas["ConsentBody"]; key: string }) =>
      answer(
        api.POST("/v1/customers/{number}/consents", {
          body,
          params: { path: { number }, header: { "idempotency-key": key } },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["customers", "one", number] }),
  });
}

export function useErase(number: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.POST("/v1/customers/{number}/erase", { params: { path: { number } } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["customers"] });
      void queries.invalidateQueries({ queryKey: ["sessions"] });
    },
  });
}
