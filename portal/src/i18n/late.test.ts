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

/** All files whose parts a page may show, those that come later among them. */
function reached(from: string, seen = new Set<string>()): Set<string> {
  seen.add(from);
  for (const [, name = ""] of (sources.get(from) ?? "").matchAll(/(?:from|import\()\s*"([@.][^"]+)"/g)) {
    const next = resolved(from, name);
    if (next && !seen.has(next)) reached(next, seen);
  }
  return seen;
}

const pages = [
  ...(sources.get("@/app/router.tsx") ?? "").matchAll(/page\(\(\) => import\("([^"]+)"\), "\w+"([^)]*)\)/g),
].map(([, file = "", texts = ""]) => ({
  file,
  texts: [...texts.matchAll(/"([\w-]+)"/g)].map(([, one]) => one),
}));

describe("texts that come with their pages", () => {
  it("are looked for in all pages", () => expect(pages.length).toBeGreaterThan(10));

  it.each(pages)("are there for $file", ({ file, texts }) => {
    const said = [...reached(`${file}.tsx`)].map((path) => sources.get(path) ?? "");
    const needed = LATE.filter((one) => said.some((text) => text.includes(`useTranslation("${one}")`)));
    expect(texts.toSorted()).toEqual(needed.toSorted());
  });
});
