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
    /** version: the one that is replaced; what somebody else changed since then is not. */
    ({ body, version }: { body: BrandBody; version: string }) =>
      answer(
        api.PUT("/v1/franchises/{code}/brand", {
          params: { ...of(code), header: { "if-match": `"${version}"` } },
          body: body as Schemas["BrandBody"],
        }),
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

interface BookingBody {
  franchise: string;
  name: string;
  lane: Schemas["Lane"];
  look: Look;
}

export function useAddBooking() {
  return useChange(
    ({ body, key }: { body: BookingBody; key: string }) =>
      answer(
        api.POST("/v1/booking-types", {
          body: body as Schemas["BookingTypeBody"],
          params: { header: { "idempotency-key": key } },
        }),
      ),
    ["booking-types"],
  );
}

export function useChangeBooking() {
  return useChange(
    ({ number, changes }: { number: number; changes: Partial<Omit<BookingBody, "franchise">> }) =>
      answer(
        api.PATCH("/v1/booking-types/{number}", {
          params: { path: { number } },
          body: changes as Schemas["BookingTypeChange"],
        }),
      ),
    ["booking-types"],
  );
}

export function useWithdrawBooking() {
  return useChange(
    (number: number) => answer(api.DELETE("/v1/booking-types/{number}", { params: { path: { number } } })),
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

export function useAddStyle() {
  return useChange(
    ({ body, key }: { body: StyleBody; key: string }) =>
      answer(api.POST("/v1/styles", { body, params: { header: { "idempotency-key": key } } })),
    ["styles"],
  );
}

export function useChangeStyle() {
  return useChange(
    ({ number, changes }: { number: number; changes: Partial<Schemas["StyleChange"]> }) =>
      answer(
        api.PATCH("/v1/styles/{number}", {
          params: { path: { number } },
          body: changes as Schemas["StyleChange"],
        }),
      ),
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
