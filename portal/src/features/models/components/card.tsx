import Markdown from "markdown-to-jsx";
import classes from "./models.module.css";

// a card may come from anybody who registers a model: HTML in it stays text
const OPTIONS = { disableParsingRawHTML: true };

/** A model card. */
export function Card({ text }: { text: string }) {
  return (
    <div className={classes.card}>
      <Markdown options={OPTIONS}>{text}</Markdown>
    </div>
  );
}
