import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ofEach } from "@/api/of-each";
import type { Lane } from "./filters";
import { cancel, move, retry, type Session } from "./sessions";

/** What can be done with several sessions. */
export type Deed = { act: "move"; lane: Lane } | { act: "retry" } | { act: "cancel" };

export interface Done {
  /** Of sessions that were moved or cancelled, of photos that are edited again. */
  count: number;
  /** Why some were refused, one for each session. */
  refused: unknown[];
}

const failedOf = ({ counts }: Session) => counts?.failed ?? 0;

/** Those of some sessions that something can be done with. */
export function possible(act: Deed["act"], sessions: readonly Session[]): Session[] {
  return sessions.filter((one) => (act === "retry" ? failedOf(one) > 0 : !one.cancelled));
}

/** How many photos of some sessions failed. */
export function failedIn(sessions: readonly Session[]): number {
  return sessions.reduce((sum, one) => sum + failedOf(one), 0);
}

/** Gives how much one session adds to what is told. */
async function asked(deed: Deed, { id }: Session): Promise<number> {
  if (deed.act === "retry") return (await retry(id)).retried;
  await (deed.act === "move" ? move(id, deed.lane) : cancel(id));
  return 1;
}

/** Do the same with several sessions; what one refuses is no matter to the others. */
export function useMany() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ deed, sessions }: { deed: Deed; sessions: readonly Session[] }): Promise<Done> => {
      const { done, refused } = await ofEach(sessions, (one) => asked(deed, one));
      return { count: done.reduce((sum, some) => sum + some, 0), refused: refused.map(({ why }) => why) };
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["sessions"] }),
  });
}
