import { Suspense } from "react";
import { part } from "@/i18n/part";
import type { Found } from "../api/gather";
import { unsentOf } from "../api/memory";
import { useUploads } from "../api/use-uploads";

const UploadPanel = part(() => import("./upload-panel"), "UploadPanel");
const UnsentNotice = part(() => import("./unsent-notice"), "UnsentNotice");

/** What is or was sent into a session; loaded when there is something to say about it. */
export function Sendings({ session, take }: { session: number; take(found: Found): void }) {
  const { items } = useUploads(session);
  if (items.length > 0) {
    return (
      <Suspense>
        <UploadPanel session={session} />
      </Suspense>
    );
  }
  return (
    unsentOf(session) && (
      <Suspense>
        <UnsentNotice session={session} take={take} />
      </Suspense>
    )
  );
}
