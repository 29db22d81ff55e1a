import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Found } from "./evidence";
import classes from "./viewer.module.css";

/** Says what is to be seen of a factor that was chosen: also that no place of it stands out. */
export function Marked({ found }: { found: Found | undefined }) {
  const { t } = useTranslation("viewer");
  const count = found?.findings.filter(({ box }) => box).length ?? 0;
  return (
    <div role="status">
      {found && count > 0 && <VisuallyHidden>{t("marked.places", { count })}</VisuallyHidden>}
      {found && count === 0 && (
        <span className={classes.told} data-low>
          {t("marked.none")}
        </span>
      )}
    </div>
  );
}
