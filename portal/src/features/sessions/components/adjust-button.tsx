import { Button } from "@mantine/core";
import { IconAdjustments } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/features/sign-in/api/me";
import { part } from "@/i18n/part";
import type { Photo } from "../api/photos";
import { canBeAdjusted } from "../api/re-edit";

const AdjustDialog = part(() => import("./adjust-dialog"), "AdjustDialog");

interface AdjustButtonProps {
  session: number;
  chosen: readonly Photo[];
  /** All of the session, whose settings can be copied. */
  photos: readonly Photo[];
  /** Nothing has to be chosen any more. */
  clear(): void;
}

/** To edit chosen photos again with other settings, for those who may decide about photos. */
export function AdjustButton({ session, chosen, photos, clear }: AdjustButtonProps) {
  const { t } = useTranslation("sessions");
  const role = useMe().data?.role;
  // as they were when it was asked for: the number of the edit is what was looked at
  const [asked, setAsked] = useState<readonly Photo[]>();
  const those = chosen.filter(canBeAdjusted);
  if (role !== "franchise" && role !== "head_office") return null;
  return (
    <>
      {those.length > 0 && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconAdjustments size={14} aria-hidden />}
          onClick={() => setAsked(those)}
        >
          {t("batch.adjust", { count: those.length })}
        </Button>
      )}
      {asked && (
        <Suspense>
          <AdjustDialog
            session={session}
            those={asked}
            photos={photos}
            close={(done) => {
              setAsked(undefined);
              if (done) clear();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
