import { describe, expect, it } from "vitest";
import { LANGUAGES } from ".";

type Tree = { [key: string]: string | Tree };
const files = import.meta.glob<Tree>("../features/*/i18n/*.json", { eager: true, import: "default" });
const features = [...new Set(Object.keys(files).map((path) => path.split("/").at(-3) ?? ""))];

function leaves(tree: Tree, before = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string" ? [[before + key, value] as const] : [...leaves(value, `${before}${key}.`)],
    ),
  );
}

function texts(feature: string, language: string): Map<string, string> {
  const tree = files[`../features/${feature}/i18n/${language}.json`];
  expect(tree, `${feature} has no ${language}.json`).toBeDefined();
  return leaves(tree ?? {});
}

/** Spanish and French have a third plural for millions, which English has not. */
const plain = (keys: Iterable<string>) => [...keys].filter((key) => !key.endsWith("_many")).sort();
const blanks = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((found) => found[1]).sort();

describe.each(features)("%s", (feature) => {
  it.each(Object.keys(LANGUAGES))("says everything in %s", (language) => {
    const english = texts(feature, "en");
    const other = texts(feature, language);
    expect(plain(other.keys())).toEqual(plain(english.keys()));
    for (const [key, text] of other) {
      expect(text.trim(), key).not.toBe("");
      // typeset ones everywhere: ’
      expect(text, key).not.toContain("'");
      const model = english.get(key) ?? english.get(key.replace(/_many$/, "_other")) ?? "";
      expect(blanks(text), key).toEqual(blanks(model));
    }
  });
});
