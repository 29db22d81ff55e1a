import { useQuery } from "@tanstack/react-query";
import { useChange } from "@/api/change";
import { answer, api, type Schemas } from "@/api/client";
import { every } from "@/api/polled";

export type Model = Schemas["ModelAnswer"];
export type ModelState = Schemas["ModelState"];
export type Trial = Schemas["TrialAnswer"];
export type Interval = Schemas["IntervalAnswer"];
export type Accuracy = Schemas["AccuracyAnswer"];
export type Kind = Model["kind"];

const LATER_MS = 30_000;
const key = (part: string) => ["models", part] as const;

/** All models of the registry, the newest first. */
export function useModels() {
  return useQuery({ queryKey: key("all"), queryFn: () => answer(api.GET("/v1/models")) });
}

/** What scores photos now, and what cuts them out. */
export function useServing() {
  return useQuery({ queryKey: key("serving"), queryFn: () => answer(api.GET("/v1/models/serving")) });
}

/** The trial that is under way, if there is one. */
export function useTrial() {
  return useQuery({
    queryKey: key("trial"),
    queryFn: () => answer(api.GET("/v1/models/trial")),
    refetchInterval: every(LATER_MS),
  });
}

/** The model on shadow, if there is one. */
export function useShadow() {
  return useQuery({
    queryKey: key("shadow"),
    queryFn: () => answer(api.GET("/v1/models/shadow")),
    refetchInterval: every(LATER_MS),
  });
}

/** The name of the model that gives scores of a version; of one that is no longer known, the version. */
export function useNames(): (version: string) => string {
  const models = useModels();
  const serving = useServing();
  const known = new Map(
    [...(models.data ?? []), ...(serving.data ?? [])].map(({ version, name }) => [version, name]),
  );
  return (version) => known.get(version) ?? version;
}

// every step that a model has taken is a line of the history
const MOVED = [["models"], ["history"]];

export function useMoveModel() {
  return useChange(
    ({ number, to, why }: { number: number; to: ModelState; why: string }) =>
      answer(api.POST("/v1/models/{number}/state", { params: { path: { number } }, body: { to, why } })),
    ...MOVED,
  );
}

export function useRollBack() {
  return useChange(
    (body: { kind: Kind; why: string }) => answer(api.POST("/v1/models/roll-back", { body })),
    ...MOVED,
  );
}

/** How well scores agree with people, of one franchise or all. */
export function useAccuracy(franchise: string | undefined) {
  return useQuery({
    queryKey: ["accuracy", franchise],
    queryFn: () =>
      answer(api.GET("/v1/quality/accuracy", { params: { query: { franchise: franchise ?? null } } })),
  });
}
