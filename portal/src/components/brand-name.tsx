import { Group, Text } from "@mantine/core";
import { useBrand } from "@/app/brand";
import classes from "./brand-name.module.css";

/** Whose pages these are: their logo, and their name. */
export function BrandName({ size = "md" }: { size?: "md" | "xl" }) {
  const { name, logo } = useBrand();
  return (
    <Group gap="sm" wrap="nowrap">
      {logo && <img className={classes[size]} src={logo} alt="" />}
      <Text fw={700} size={size} truncate>
        <bdi>{name}</bdi>
      </Text>
    </Group>
  );
}
