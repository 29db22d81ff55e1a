import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api, keepCsrf, type Schemas } from "@/api/client";
import { Problem } from "@/api/problem";

export type Me = Schemas["MeAnswer"];
export const meKey = ["me"] as const;

async function whoAmI(): Promise<Me | null> {
  try {
    const me = await answer(api.GET("/v1/me"));
    keepCsrf(me.csrf);
    return me;
  } catch (error) {
    if (error instanceof Problem && error.signedOut) return null;
    throw error;
  }
}

export const meQuery = queryOptions({ queryKey: meKey, queryFn: whoAmI, staleTime: 60_000 });

/** Who signed in; null for nobody. */
export function useMe() {
  return useQuery(meQuery);
}

function useComingIn<Asked>(ask: (asked: Asked) => Promise<Me>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSuccess: (me) => {
      keepCsrf(me.csrf);
      queries.setQueryData(meKey, me);
    },
  });
}

export function useSignIn() {
  return useComingIn((body: { email: string; password: string }) =>
    answer(api.POST("/v1/sign-in", { body })),
  );
}

export function useSecondFactor() {
  return useComingIn((body: { method: "totp" | "recovery"; code: string }) =>
    answer(api.POST("/v1/sign-in/code", { body })),
  );
}

/** second: as the second factor of a sign-in that was begun, else as all of it. */
export function usePasskey({ second }: { second: boolean }) {
  return useComingIn(async () => {
    const { startAuthentication } = await import("@simplewebauthn/browser");
    const asked = second
      ? await answer(api.POST("/v1/sign-in/second-passkey/options"))
      : await answer(api.POST("/v1/sign-in/passkey/options"));
    const optionsJSON = asked as unknown as Parameters<typeof startAuthentication>[0]["optionsJSON"];
    const body = { credential: { ...(await startAuthentication({ optionsJSON })) } };
    return second
      ? await answer(api.POST("/v1/sign-in/second-passkey", { body }))
      : await answer(api.POST("/v1/sign-in/passkey", { body }));
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.POST("/v1/sign-out")),
    onSuccess: () => {
      keepCsrf(null);
      queries.clear();
      queries.setQueryData(meKey, null);
    },
  });
}
