import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CROPS, sizeSaid, usePrintChoices } from "@/components/crops";
import { groupsOf } from "@/components/groups";
import { type Look, useBackdrops, useStyles } from "../api/brand";
import classes from "./brand.module.css";
import { useFamily } from "./families";

interface LookFieldsProps {
  franchise: string;
  look: Look;
  onChange: (look: Look) => void;
  /** The brand's colour, which can be a backdrop too. */
  primary?: string | undefined;
}

const MATTES = ["fast", "standard", "best"] as const;

/** What edits look like; what is left open is chosen by the house. */
export function LookFields({ franchise, look, onChange, primary }: LookFieldsProps) {
  const { t, i18n } = useTranslation("brand");
  const family = useFamily();
  const backdrops = useBackdrops(franchise).data ?? [];
  const styles = useStyles(franchise).data ?? [];
  const groups = groupsOf(backdrops, family);
  const set = (name: keyof Look) => (value: string | null) => {
    const { [name]: _, ...others } = look;
    onChange(value === null ? others : { ...others, [name]: value });
  };
  const field = (name: "backdrop" | "style" | "matte" | "crop") => ({
    label: t(`look.${name}`),
    placeholder: t("look.house"),
    clearable: true,
    clearButtonProps: { "aria-label": `${t(`look.${name}`)}: ${t("look.house")}` },
    value: look[name] ?? null,
    onChange: set(name),
  });
  const crop = (value: (typeof CROPS)[number]) =>
    value === "none" || value === "square" ? t(`look.crops.${value}`) : sizeSaid(value, i18n.language);
  const prints = usePrintChoices(franchise, look.crop);
  return (
    <div className={classes.fields}>
      <Select
        {...field("backdrop")}
        searchable
        data={[
          ...(primary ? [{ value: `brand:${primary}`, label: t("look.brandColour") }] : []),
          ...groups.map(([group, items]) => ({
            group,
            items: items.map((one) => ({ value: one.name, label: one.label })),
          })),
        ]}
      />
      <Select
        {...field("style")}
        searchable
        data={styles.map((one) => ({ value: one.name, label: one.label }))}
      />
      <Select
        {...field("matte")}
        data={MATTES.map((value) => ({ value, label: t(`look.mattes.${value}`) }))}
      />
      <Select
        {...field("crop")}
        data={[...CROPS.map((value) => ({ value, label: crop(value) })), ...prints]}
      />
    </div>
  );
}
