import { Alert, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { IconWand } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/components/problem-text";
import type { Adjustments } from "../api/photo";
import { usePreview } from "../api/preview";
import { AdjustmentFields, adjusted } from "./adjustment-fields";
import { useDraft } from "./drafts";

interface ReEditPanelProps {
  photo: number;
  edit: number;
  franchise: string;
  /** Where the newest preview is; nothing while nothing is changed. */
  onPreview: (address: string | undefined) => void;
  onDone: (adjustments: Adjustments) => void;
  sending?: boolean;
  /** It is being edited now: the next changes can be made, and are sent later. */
  busy?: boolean;
  /** Why the last one was not taken. */
  error?: unknown;
}

/** What can be changed about an edit, with a preview while it is. What is not sent is kept for when one comes back. */
export function ReEditPanel(props: ReEditPanelProps) {
  const { photo, edit, franchise, onPreview, onDone, sending, busy = false, error } = props;
  const { t } = useTranslation("photo");
  const [changed, setChanged] = useDraft(photo);
  const preview = usePreview(photo, edit, changed);
  const address = preview.address;
  useEffect(() => {
    onPreview(address);
    return () => onPreview(undefined);
  }, [address, onPreview]);

  const nothing = Object.keys(changed).length === 0;
  return (
    <Stack gap="md">
      {busy && (
        <Alert color="pine" p="xs" icon={<Loader size="xs" aria-hidden />} role="status">
          {t("reEdit.busy")}
        </Alert>
      )}
      <AdjustmentFields
        franchise={franchise}
        changed={changed}
        change={(some) => setChanged(adjusted(changed, some))}
        matteHint={t("reEdit.matteHint")}
      />
      <Refused problem={preview.error ?? error} />
      {!nothing && (
        <Text size="xs" c="var(--portal-ink-soft)">
          {t("reEdit.kept")}
        </Text>
      )}
      <Group justify="space-between">
        <Group gap="xs" role="status">
          {preview.waits && <Loader size="xs" aria-hidden />}
          <Text size="xs" c="var(--portal-ink-soft)">
            {preview.waits ? t("reEdit.waits") : address && t("reEdit.shown")}
          </Text>
        </Group>
        <Group gap="xs">
          <Button variant="default" disabled={nothing} onClick={() => setChanged({})}>
            {t("reEdit.reset")}
          </Button>
          <Button
            leftSection={<IconWand size={16} aria-hidden />}
            loading={sending ?? false}
            disabled={nothing || busy}
            onClick={() => onDone(changed)}
          >
            {t("reEdit.go")}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

/** Why a preview or an edit can't be had. */
function Refused({ problem }: { problem: unknown }) {
  const text = useProblemText();
  if (!problem) return null;
  return (
    <Alert color="red" role="alert">
      {text(problem)}
    </Alert>
  );
}
