import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answer, api, type Schemas } from "@/api/client";

export type Adjustments = Schemas["Adjustments"];
export type Photo = Schemas["PhotoAnswer"];

const SHOWN = 6;

/** The newest finished photos of a franchise, to try things on. */
export function useSamples(franchise: string) {
  return useQuery({
    queryKey: ["photos", "samples", franchise],
    queryFn: async () => {
      const of = (state: "published" | "in_review") =>
        answer(api.GET("/v1/photos", { params: { query: { state, franchise, limit: SHOWN } } }));
      const published = (await of("published")).items;
      return published.length > 0 ? published : (await of("in_review")).items;
    },
    staleTime: 60_000,
  });
}

/** A photo as it would look with other choices; nothing of it is kept. */
export function usePreview(photo: Photo | undefined, adjustments: Adjustments) {
  return useQuery({
    queryKey: ["preview", photo?.id, photo?.edits, adjustments],
    queryFn: ({ signal }) =>
      answer(
        api.POST("/v1/photos/{number}/preview", {
          params: { path: { number: photo?.id ?? 0 } },
          body: { adjustments },
          parseAs: "blob",
          signal,
        }),
      ) as Promise<Blob>,
    enabled: photo !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}

/** An address for a picture in memory, as long as it is shown. */
export function usePictureUrl(picture: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!picture) return undefined;
    const made = URL.createObjectURL(picture);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return url;
}
