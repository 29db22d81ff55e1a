import { Table } from "@mantine/core";

interface Head {
  words: string;
  /** Narrower windows go without this column. */
  from?: "sm";
  wide?: string;
}

/** The heads of a table's columns. acts: it has one more, of what can be done with a row. */
export function Heads({ of, acts }: { of: readonly (string | Head)[]; acts?: boolean }) {
  return (
    <Table.Thead>
      <Table.Tr>
        {of.map((one) => {
          const { words, from, wide } = typeof one === "string" ? ({ words: one } as Head) : one;
          return (
            <Table.Th key={words} scope="col" {...(from && { visibleFrom: from })} {...(wide && { w: wide })}>
              {words}
            </Table.Th>
          );
        })}
        {acts && <Table.Td />}
      </Table.Tr>
    </Table.Thead>
  );
}
