import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useChange } from "@/api/change";
import { answer, api, keepCsrf, type Schemas } from "@/api/client";
import { meKey } from "@/features/sign-in/api/me";

const factorsKey = ["me", "factors"] as const;
const signInsKey = ["me", "sign-ins"] as const;

export function useFactors() {
  return useQuery({ queryKey: factorsKey, queryFn: () => answer(api.GET("/v1/me/factors")) });
}

export function useSignIns() {
  return useQuery({ queryKey: signInsKey, queryFn: () => answer(api.GET("/v1/me/sign-ins")) });
}

/** The secret of a new authenticator app; it counts once a code of it was confirmed. */
export function useBeginTotp() {
  return useMutation({ mutationFn: () => answer(api.POST("/v1/me/totp")) });
}

async function withCodes(asked: Promise<Schemas["CodesAnswer"]>): Promise<string[]> {
  const told = await asked;
  if (told.csrf) keepCsrf(told.csrf);
  return told.codes;
}

export function useConfirmTotp() {
  return useChange(
    (code: string) => withCodes(answer(api.POST("/v1/me/totp/confirm", { body: { code } }))),
    factorsKey,
  );
}

export function useRemoveTotp() {
  return useChange(() => answer(api.DELETE("/v1/me/totp")), factorsKey);
}

export function useAddPasskey() {
  return useChange(async (name: string) => {
    const { startRegistration } = await import("@simplewebauthn/browser");
    const asked = await answer(api.POST("/v1/me/passkeys/options"));
    const optionsJSON = asked as unknown as Parameters<typeof startRegistration>[0]["optionsJSON"];
    const credential = { ...(await startRegistration({ optionsJSON })) };
    return withCodes(answer(api.POST("/v1/me/passkeys", { body: { credential, name } })));
  }, factorsKey);
}

export function useRemovePasskey() {
  return useChange(
    (number: number) => answer(api.DELETE("/v1/me/passkeys/{number}", { params: { path: { number } } })),
    factorsKey,
  );
}

export function useNewCodes() {
  return useChange(() => withCodes(answer(api.POST("/v1/me/recovery-codes"))), factorsKey);
}

export function useChangePassword() {
  return useChange(
    (password: string) => answer(api.POST("/v1/me/password", { body: { password } })),
    signInsKey,
  );
}

export function useEndSignIn() {
  return useChange(
    (number: number) => answer(api.DELETE("/v1/me/sign-ins/{number}", { params: { path: { number } } })),
    signInsKey,
  );
}

export function useEndOthers() {
  return useChange(() => answer(api.POST("/v1/me/sign-ins/end")), signInsKey);
}

export function useProve() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { password: string } | { totp: string }) => answer(api.POST("/v1/me/proof", { body })),
    onSuccess: (me) => {
      keepCsrf(me.csrf);
      queries.setQueryData(meKey, me);
    },
  });
}

export function useProveByPasskey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { startAuthentication } = await import("@simplewebauthn/browser");
      const asked = await answer(api.POST("/v1/me/proof/options"));
      const optionsJSON = asked as unknown as Parameters<typeof startAuthentication>[0]["optionsJSON"];
      const credential = { ...(await startAuthentication({ optionsJSON })) };
      return answer(api.POST("/v1/me/proof", { body: { credential } }));
    },
    onSuccess: (me) => {
      keepCsrf(me.csrf);
      queries.setQueryData(meKey, me);
    },
  });
}

/** Have a link sent by which a new password is chosen. */
export function useAskLink() {
  return useMutation({
    mutationFn: (email: string) => answer(api.POST("/v1/password-links", { body: { email } })),
  });
}

export function useChoosePassword() {
  return useMutation({
    mutationFn: (body: { token: string; password: string }) => answer(api.POST("/v1/passwords", { body })),
  });
}
