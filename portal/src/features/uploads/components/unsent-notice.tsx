import { Alert, Group, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Found } from "../api/gather";
import { noteUnsent, unsentOf } from "../api/memory";
import { useUploads } from "../api/use-uploads";
import { ChooseFiles } from "./choose-files";

/** After the page was closed in the middle: says how much is missing, and asks for the folder again. */
export function UnsentNotice({ session, take }: { session: number; take(found: Found): void }) {
  const { t } = useTranslation("uploads");
  const [unsent, setUnsent] = useState(() => unsentOf(session));
  const { items } = useUploads(session);
  if (!unsent || items.length > 0) return null;
  return (
    <Alert
      color="amber"
      icon={<IconHistory aria-hidden />}
      title={t("unsent.title", { count: unsent.left, of: unsent.of })}
      withCloseButton
      closeButtonLabel={t("unsent.forget")}
      onClose={() => {
        noteUnsent(session, null);
        setUnsent(undefined);
      }}
    >
      <Group justify="space-between">
        <Text size="sm" maw={640}>
          {t("unsent.text")}
        </Text>
        <ChooseFiles take={take} />
      </Group>
    </Alert>
  );
}
