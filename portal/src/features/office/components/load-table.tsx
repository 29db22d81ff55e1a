import { ActionIcon, Group, Table, Text, TextInput, UnstyledButton } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowsSort,
  IconArrowUp,
  IconChartLine,
  IconSearch,
  IconSettings,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Stacked } from "@/components/stacked";
import type { Load } from "../api/office";
import { sorted, useSorting } from "./sorting";

const WORDS = ["code", "name", "region"] as const;
const COUNTS = ["waiting", "editing", "in_review", "failed", "published_today", "missed_today"] as const;
const COLUMNS = [...WORDS, ...COUNTS, "score_mean"] as const;
type Column = (typeof COLUMNS)[number];

/** All studios with what goes on there; sorted by any column, found by name, code or region. */
export function LoadTable({ rows }: { rows: Load[] }) {
  const { t, i18n } = useTranslation("office");
  const [words, setWords] = useState("");
  const [sorting, sortBy] = useSorting<Column>({ by: "code", down: false });
  const asked = words.trim().toLocaleLowerCase(i18n.language);
  const found = rows.filter((row) =>
    WORDS.some((column) => row[column].toLocaleLowerCase(i18n.language).includes(asked)),
  );
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const heads = COLUMNS.map((column) => t(`load.${column}`));
  return (
    <>
      <TextInput
        type="search"
        maw={420}
        mb="md"
        aria-label={t("load.search")}
        placeholder={t("load.search")}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {found.length === 0 && <Text>{t("load.notFound")}</Text>}
      {found.length > 0 && (
        <Stacked minWidth={1000} heads={heads}>
          <Table highlightOnHover verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                {COLUMNS.map((column) => (
                  <Head
                    key={column}
                    label={t(`load.${column}`)}
                    way={sorting.by !== column ? "none" : sorting.down ? "descending" : "ascending"}
                    onSort={() => sortBy(column)}
                  />
                ))}
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sorted(found, sorting, i18n.language).map((row) => (
                <Table.Tr key={row.code}>
                  <Table.Td>{row.code}</Table.Td>
                  <Table.Th scope="row">
                    <bdi>{row.name}</bdi>
                  </Table.Th>
                  <Table.Td style={{ whiteSpace: "nowrap" }}>{row.region}</Table.Td>
                  {COUNTS.map((column) => (
                    <Table.Td key={column} fw={isBad(column) && row[column] ? 700 : 400}>
                      {number.format(row[column])}
                    </Table.Td>
                  ))}
                  <Table.Td>{row.score_mean === null ? "–" : number.format(row.score_mean)}</Table.Td>
                  <Table.Td>
                    <Group gap={4} wrap="nowrap">
                      <ActionIcon
                        variant="subtle"
                        component={Link}
                        to={`/dashboard?franchise=${row.code}`}
                        aria-label={t("load.dashboard", { name: row.name })}
                      >
                        <IconChartLine size={18} aria-hidden />
                      </ActionIcon>
                      <ActionIcon
                        variant="subtle"
                        component={Link}
                        to={`/brand?franchise=${row.code}`}
                        aria-label={t("load.settings", { name: row.name })}
                      >
                        <IconSettings size={18} aria-hidden />
                      </ActionIcon>
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Stacked>
      )}
    </>
  );
}

function isBad(column: Column): boolean {
  return column === "failed" || column === "missed_today";
}

interface HeadProps {
  label: string;
  way: "none" | "ascending" | "descending";
  onSort: () => void;
}

function Head({ label, way, onSort }: HeadProps) {
  const Sign = way === "none" ? IconArrowsSort : way === "ascending" ? IconArrowUp : IconArrowDown;
  return (
    <Table.Th scope="col" aria-sort={way}>
      <UnstyledButton onClick={onSort} fz="sm" fw={600} mih={24}>
        <Group gap={4} wrap="nowrap">
          {label}
          <Sign size={14} aria-hidden />
        </Group>
      </UnstyledButton>
    </Table.Th>
  );
}
