import { Text } from "@mantine/core";
import classes from "./facts.module.css";

export interface Fact {
  name: string;
  value: string | number;
  /** What to think of it, or what it is of. */
  more?: string | undefined;
}

/** Values under their names, side by side as far as there is room. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value, more }) => (
        <div key={name} className={classes.fact}>
          <Text component="dt" size="sm" fw={500}>
            {name}
          </Text>
          <dd className={classes.fact}>
            <div className={classes.value}>{value}</div>
            {more && (
              <Text size="sm" c="var(--portal-ink-soft)">
                {more}
              </Text>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
