import { Table } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./stacked.module.css";

interface StackedProps {
  /** A window that is narrower than this many pixels, yet no phone's, scrolls. */
  minWidth: number;
  /** What the columns are called, in their order. */
  heads: readonly string[];
  children: ReactNode;
}

/** Around a wide table: on a phone its rows are cards, and each cell says whose column it is. */
export function Stacked({ minWidth, heads, children }: StackedProps) {
  const called = Object.fromEntries(heads.map((head, at) => [`--head-${at + 1}`, JSON.stringify(head)]));
  return (
    <Table.ScrollContainer
      className={classes.stacked}
      minWidth={minWidth}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      style={called}
    >
      {children}
    </Table.ScrollContainer>
  );
}
