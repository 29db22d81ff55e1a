import { Alert, Button, Code, CopyButton, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

/** Recovery codes, which are shown this once. */
export function Codes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { t } = useTranslation("account");
  return (
    <Alert color="amber" icon={<IconKey aria-hidden />} title={t("codes.title")}>
      <Stack>
        <Text size="sm">{t("codes.text")}</Text>
        <SimpleGrid cols={2} maw={360}>
          {codes.map((code) => (
            <Code key={code}>{code}</Code>
          ))}
        </SimpleGrid>
        <Group>
          <CopyButton value={codes.join("\n")}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? t("codes.copied") : t("codes.copy")}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onKept}>{t("codes.kept")}</Button>
        </Group>
      </Stack>
    </Alert>
  );
}
