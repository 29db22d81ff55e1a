import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "@/api/problem";
import { meKey } from "@/features/sign-in/api/me";

function noteSignedOut(error: Error): void {
  if (error instanceof Problem && error.signedOut) queries.setQueryData(meKey, null);
}

/** What was asked and is remembered. Somebody whose sign-in ended is asked to sign in where they are. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteSignedOut }),
  mutationCache: new MutationCache({ onError: noteSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (times, error) => times < 3 && error instanceof Problem && error.passes,
      // about three seconds in all: somebody looks at an empty page meanwhile
      retryDelay: (times) => 400 * 2 ** times,
    },
    mutations: { retry: false },
  },
});
