import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { csrfHeader } from "@/api/client";
import { Problem } from "@/api/problem";
import type { Adjustments } from "./photo";

const WAIT_MS = 180;
const AGAIN_MS = 400;

interface Preview {
  /** Where the newest one is; nothing as long as nothing is changed. */
  address?: string | undefined;
  waits: boolean;
  error?: unknown;
}

async function ask(
  photo: number,
  edit: number,
  adjustments: Adjustments,
  signal: AbortSignal,
): Promise<Blob> {
  const answered = await fetch(`/v1/photos/${photo}/preview`, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", ...csrfHeader() },
    body: JSON.stringify({ adjustments, edit }),
    signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw Problem.unreachable(error);
  });
  if (!answered.ok) throw await Problem.read(answered);
  return answered.blob();
}

/**
 * As `ask`. The service drops all but a person's newest preview, and under load an older question can come in after the
 * one that replaced it: as long as this one is wanted it is asked again.
 */
async function insist(
  photo: number,
  edit: number,
  adjustments: Adjustments,
  signal: AbortSignal,
): Promise<Blob> {
  for (;;) {
    try {
      return await ask(photo, edit, adjustments, signal);
    } catch (error) {
      if (!(error instanceof Problem && error.code === "overtaken") || signal.aborted) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    signal.throwIfAborted();
  }
}

/** What an edit with these changes would look like; the newest asked for wins. */
export function usePreview(photo: number, edit: number, adjustments: Adjustments): Preview {
  const [shown, setShown] = useState<Preview>({ waits: false });
  const wanted = Object.keys(adjustments).length > 0 ? JSON.stringify(adjustments) : "";
  const [settled] = useDebouncedValue(wanted, WAIT_MS);

  useEffect(() => {
    if (!settled) return undefined;
    const given = new AbortController();
    setShown((before) => ({ address: before.address, waits: true }));
    insist(photo, edit, JSON.parse(settled) as Adjustments, given.signal).then(
      (picture) => {
        if (!given.signal.aborted) setShown({ address: URL.createObjectURL(picture), waits: false });
      },
      (error: unknown) => {
        if (!given.signal.aborted) setShown((before) => ({ address: before.address, waits: false, error }));
      },
    );
    return () => given.abort();
  }, [photo, edit, settled]);

  const { address } = shown;
  useEffect(() => (address ? () => URL.revokeObjectURL(address) : undefined), [address]);
  return wanted ? { ...shown, waits: shown.waits || wanted !== settled } : { waits: false };
}
