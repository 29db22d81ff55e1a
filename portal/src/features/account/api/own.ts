import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, api, keepCsrf, type Schemas } from "@/api/client";
import { meKey } from "@/features/sign-in/api/me";

export function useChangeMe() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["MeChange"]) => answer(api.PATCH("/v1/me", { body })),
    onSuccess: (me) => {
      keepCsrf(me.csrf);
      queries.setQueryData(meKey, me);
    },
  });
}

/** Have a link sent to a new address, which counts once it was opened. */
export function useAskAddress() {
  return useMutation({
    mutationFn: (email: string) => answer(api.POST("/v1/me/email", { body: { email } })),
  });
}

export function useTakeAddress() {
  return useMutation({
    mutationFn: (token: string) => answer(api.POST("/v1/emails", { body: { token } })),
  });
}
