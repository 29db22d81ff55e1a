import { Box, Button, Group, Table, Text, Title } from "@mantine/core";
import { IconChartBar, IconTable } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Heads } from "@/components/heads";

interface ChartedProps {
  title: string;
  columns: string[];
  rows: (string | number)[][];
  /** Said where there are no rows. */
  none: string;
  children: ReactNode;
}

/** A chart, and behind it the same as a table: for screen readers, and for whoever would rather read numbers. */
export function Charted({ title, columns, rows, none, children }: ChartedProps) {
  const { t } = useTranslation("dashboard");
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  return (
    <Box component="figure" m={0} aria-labelledby={id} style={{ minWidth: 0 }}>
      <Group justify="space-between" mb="sm">
        <Title order={3} size="h5" id={id}>
          {title}
        </Title>
        {rows.length > 0 && (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={`${asTable ? t("asChart") : t("asTable")}: ${title}`}
            leftSection={
              asTable ? <IconChartBar size={16} aria-hidden /> : <IconTable size={16} aria-hidden />
            }
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? t("asChart") : t("asTable")}
          </Button>
        )}
      </Group>
      {rows.length === 0 && (
        <Text py="xl" c="var(--portal-ink-soft)">
          {none}
        </Text>
      )}
      {rows.length > 0 && !asTable && (
        <div role="img" aria-label={`${title}. ${t("asTable")}: ↑`}>
          {children}
        </div>
      )}
      {asTable && (
        <Table.ScrollContainer minWidth={280} maxHeight={280}>
          <Table aria-labelledby={id} stickyHeader>
            <Heads of={columns} />
            <Table.Tbody>
              {rows.map(([name, ...cells]) => (
                <Table.Tr key={name}>
                  <Table.Th scope="row" fw={400}>
                    {name}
                  </Table.Th>
                  {cells.map((cell, at) => (
                    <Table.Td key={columns[at + 1]}>{cell}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Box>
  );
}
