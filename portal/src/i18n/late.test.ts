import { describe, expect, it } from "vitest";
import { LATE } from ".";

const files = import.meta.glob<string>(["../**/*.ts", "../**/*.tsx", "!../**/*.test.*"], {
  eager: true,
  query: "?raw",
  import: "default",
});
const sources = new Map(Object.entries(files).map(([path, text]) => [path.replace("../", "@/"), text]));

function resolved(from: string, name: string): string | undefined {
  const path = name.startsWith(".") ? new URL(name, `file:///${from}`).pathname.slice(1) : name;
  return [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((one) => sources.has(one));
}

/** What is imported for its type alone is not loaded. */
const TYPES = /\bimport type [^;]+;/g;
const ENTRY = /\b(?:page|part)\(\s*\(\) => import\("([^"]+)"\),\s*"\w+"([^)]*)\)/g;

/** What is loaded by itself, with the texts that come with it. */
const entries = [...sources].flatMap(([from, text]) =>
  [...text.matchAll(ENTRY)].map(([, name = "", texts = ""]) => ({
    file: resolved(from, name) ?? name,
    texts: [...texts.matchAll(/"([\w-]+)"/g)].map(([, one]) => one),
  })),
);

/** All files whose parts it may show, but for those that are loaded by themselves. */
function reached(from: string, seen = new Set<string>()): Set<string> {
  seen.add(from);
  const text = (sources.get(from) ?? "").replaceAll(ENTRY, "").replaceAll(TYPES, "");
  for (const [, name = ""] of text.matchAll(/(?:from|import\()\s*"([@.][^"]+)"/g)) {
    const next = resolved(from, name);
    if (next && !seen.has(next)) reached(next, seen);
  }
  return seen;
}

describe("texts that come late", () => {
  it("are looked for in all pages", () => expect(entries.length).toBeGreaterThan(12));

  it.each(entries)("are there for $file", ({ file, texts }) => {
    const said = [...reached(file)].map((path) => sources.get(path) ?? "").join("\n");
    const needed = LATE.filter(
      (one) => said.includes(`useTranslation("${one}")`) || said.includes(`\`${one}:`),
    );
    expect(texts.toSorted()).toEqual(needed.toSorted());
  });
});
