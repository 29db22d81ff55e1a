import { useMe } from "@/features/sign-in/api/me";

/** What the history calls whoever is signed in. */
export function useMyself(): string | undefined {
  const me = useMe().data;
  return me?.person == null ? undefined : `${me.role}:person-${me.person}`;
}
