import { ActionIcon, Group, Tooltip } from "@mantine/core";
import {
  IconArrowBarLeft,
  IconArrowBarRight,
  IconArrowBarToLeft,
  IconArrowBarToRight,
} from "@tabler/icons-react";
import { Fragment, type ReactNode } from "react";
import { Handle, HandleRoot, Item, Provider, Root } from "react-compare-slider/components";
import { useReactCompareSlider } from "react-compare-slider/hooks";
import { useTranslation } from "react-i18next";
import classes from "./viewer.module.css";

const STEP = 10;

/** Two panes, one over the other, parted by a line that is moved with a handle, keys, or buttons. */
export function Slider({ left, right }: { left: ReactNode; right: ReactNode }) {
  const { t } = useTranslation("viewer");
  const slider = useReactCompareSlider({ onlyHandleDraggable: true, keyboardIncrement: "5%" });
  const moves = [
    { name: "edit", icon: IconArrowBarToLeft, to: () => 0 },
    { name: "moreEdit", icon: IconArrowBarLeft, to: (now: number) => now - STEP },
    { name: "moreOriginal", icon: IconArrowBarRight, to: (now: number) => now + STEP },
    { name: "original", icon: IconArrowBarToRight, to: () => 100 },
  ] as const;
  const buttons = (
    <Group className={classes.moves} gap={4} wrap="nowrap" role="group" aria-label={t("slider.title")}>
      {moves.map(({ name, icon: Sign, to }, index) => (
        <Fragment key={name}>
          {/* said in the middle, or arrows under a photo look like the way to the next */}
          {index === 2 && (
            <span className={classes.line} aria-hidden>
              {t("slider.line")}
            </span>
          )}
          <Tooltip label={t(`slider.${name}`)}>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t(`slider.${name}`)}
              onClick={() => slider.setPosition(to(slider.position.current))}
            >
              <Sign size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Fragment>
      ))}
    </Group>
  );
  return (
    <>
      <Provider {...slider}>
        <Root className={classes.slider}>
          <Item item="itemOne">{left}</Item>
          <Item item="itemTwo">{right}</Item>
          <HandleRoot className={classes.handle} aria-label={t("slider.handle")}>
            <Handle />
          </HandleRoot>
        </Root>
      </Provider>
      {buttons}
    </>
  );
}
