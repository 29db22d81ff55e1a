import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconFolderPlus, IconPhotoPlus, IconUpload } from "@tabler/icons-react";
import { type ChangeEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { chosen, type Found } from "../api/gather";

interface ChooseFilesProps {
  disabled?: boolean;
  /** Beside what is done more often. */
  quiet?: boolean;
  take(found: Found): void;
}

/** The way to upload without dragging: photos, or a whole folder or card. */
export function ChooseFiles({ disabled = false, quiet = false, take }: ChooseFilesProps) {
  const { t } = useTranslation("uploads");
  const photos = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  function picked(event: ChangeEvent<HTMLInputElement>) {
    take(chosen(event.currentTarget.files ?? []));
    // so that the same can be chosen again
    event.currentTarget.value = "";
  }

  return (
    <>
      <input ref={photos} type="file" multiple hidden onChange={picked} data-testid="photos" />
      <input ref={folder} type="file" multiple hidden onChange={picked} {...{ webkitdirectory: "" }} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            disabled={disabled}
            variant={quiet ? "default" : "filled"}
            leftSection={<IconUpload size={18} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {t("add")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPhotoPlus size={16} aria-hidden />}
            onClick={() => photos.current?.click()}
          >
            {t("choosePhotos")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFolderPlus size={16} aria-hidden />}
            onClick={() => folder.current?.click()}
          >
            {t("chooseFolder")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
