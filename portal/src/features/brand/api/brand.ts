import { useQuery } from "@tanstack/react-query";
import { useChange } from "@/api/change";
import { answer, api, type Schemas } from "@/api/client";
import { useLabelled } from "@/components/looks";

export type Brand = Schemas["BrandAnswer"];
export type BrandBody = Omit<Schemas["BrandBody"], "look"> & { look: Look };
/** What is chosen; the rest is the house's. */
export type Look = Partial<Schemas["LookBody"]>;
export type Backdrop = Schemas["BackdropAnswer"];
export type Style = Schemas["StyleAnswer"];
export type StyleBody = Schemas["StyleBody"];
export type BookingType = Schemas["BookingTypeAnswer"];
export type Hours = Schemas["FranchiseAnswer"]["hours"];

const of = (code: string) => ({ path: { code } });
/** A file goes as it is, not as JSON. */
const asFile = { bodySerializer: (body: unknown) => body as Blob };
const typed = (file: File, otherwise: string) => ({ "content-type": file.type || otherwise });

export function useFranchiseBrand(code: string | undefined) {
  return useQuery({
    queryKey: ["brand", code],
    queryFn: () => answer(api.GET("/v1/franchises/{code}/brand", { params: of(code ?? "") })),
    enabled: code !== undefined,
    staleTime: 300_000,
  });
}

export function useSetBrand(code: string) {
  return useChange(
    (body: BrandBody) =>
      answer(
        api.PUT("/v1/franchises/{code}/brand", { params: of(code), body: body as Schemas["BrandBody"] }),
      ),
    ["brand"],
  );
}

export function useSetLogo(code: string) {
  return useChange(
    (file: File | null) =>
      file
        ? answer(
            api.PUT("/v1/franchises/{code}/logo", {
              params: of(code),
              body: file as never,
              headers: typed(file, "image/png"),
              ...asFile,
            }),
          )
        : answer(api.DELETE("/v1/franchises/{code}/logo", { params: of(code) })),
    ["brand"],
  );
}

export function useFranchise(code: string) {
  return useQuery({
    queryKey: ["franchises", code],
    queryFn: () => answer(api.GET("/v1/franchises/{code}", { params: of(code) })),
  });
}

export function useSetRules(code: string) {
  return useChange(
    (body: Partial<Schemas["FranchiseChange"]>) =>
      answer(
        api.PATCH("/v1/franchises/{code}", { params: of(code), body: body as Schemas["FranchiseChange"] }),
      ),
    ["franchises"],
  );
}

interface BookingDraft {
  number: number | undefined;
  body: { franchise: string; name: string; lane: Schemas["Lane"]; look: Look };
  key: string;
}

export function useSetBooking() {
  return useChange(
    ({ number, body: draft, key }: BookingDraft) => {
      const body = { ...draft, look: draft.look as Schemas["LookBody"] };
      const { name, lane, look } = body;
      return number === undefined
        ? answer(api.POST("/v1/booking-types", { body, params: { header: { "idempotency-key": key } } }))
        : answer(
            api.PATCH("/v1/booking-types/{number}", {
              params: { path: { number } },
              body: { name, lane, look },
            }),
          );
    },
    ["booking-types"],
  );
}

export function useBackdrops(franchise: string | undefined) {
  return useQuery({
    queryKey: ["backdrops", franchise],
    queryFn: async () =>
      (await answer(api.GET("/v1/backdrops", { params: { query: { franchise: franchise ?? null } } }))).items,
    staleTime: 300_000,
    select: useLabelled(),
  });
}

/** Where a small picture of a backdrop is. */
export function pictureOf(backdrop: string): string {
  return `/v1/backdrops/${encodeURIComponent(backdrop)}/picture`;
}

interface Sent {
  file: File;
  name: string;
  franchise: string;
  key: string;
}

export function useAddBackdrop() {
  return useChange(
    ({ file, name, franchise, key }: Sent) =>
      answer(
        api.POST("/v1/backdrops", {
          params: { query: { name, franchise }, header: { "idempotency-key": key } },
          body: file as never,
          headers: typed(file, "application/octet-stream"),
          ...asFile,
        }),
      ),
    ["backdrops"],
  );
}

export function useWithdrawBackdrop() {
  return useChange(
    (name: string) => answer(api.DELETE("/v1/backdrops/{name}", { params: { path: { name } } })),
    ["backdrops"],
  );
}

export function useStyles(franchise: string | undefined) {
  return useQuery({
    queryKey: ["styles", franchise],
    queryFn: async () =>
      (await answer(api.GET("/v1/styles", { params: { query: { franchise: franchise ?? null } } }))).items,
    staleTime: 300_000,
    select: useLabelled(),
  });
}

export function useSetStyle() {
  return useChange(
    ({ number, body, key }: { number: number | undefined; body: StyleBody; key: string }) => {
      if (number === undefined) {
        return answer(api.POST("/v1/styles", { body, params: { header: { "idempotency-key": key } } }));
      }
      const { name, base, exposure, contrast, warmth, saturation, lut } = body;
      const values = {
        name,
        base,
        lut: lut ?? null,
        exposure: exposure ?? 0,
        contrast: contrast ?? 0,
        warmth: warmth ?? 0,
        saturation: saturation ?? 0,
      };
      return answer(api.PATCH("/v1/styles/{number}", { params: { path: { number } }, body: values }));
    },
    ["styles"],
  );
}

export function useWithdrawStyle() {
  return useChange(
    (number: number) => answer(api.DELETE("/v1/styles/{number}", { params: { path: { number } } })),
    ["styles"],
  );
}

export function useLuts(franchise: string) {
  return useQuery({
    queryKey: ["luts", franchise],
    queryFn: async () => (await answer(api.GET("/v1/luts", { params: { query: { franchise } } }))).items,
  });
}

export function useAddLut() {
  return useChange(
    ({ file, name, franchise, key }: Sent) =>
      answer(
        api.POST("/v1/luts", {
          params: { query: { name, franchise }, header: { "idempotency-key": key } },
          body: file as never,
          headers: { "content-type": "application/octet-stream" },
          ...asFile,
        }),
      ),
    ["luts"],
  );
}
