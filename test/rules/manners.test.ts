import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { rules } from "../../rules/index.ts";
import { fixAll } from "../../src/fix/fix-all.ts";
import { lintAll } from "../../src/run.ts";
import { contextOf, type Example, readPage } from "./page.ts";

const folder = new URL("../../rules/", import.meta.url);
const examples = readdirSync(folder)
  .filter((file) => file.endsWith(".md"))
  .flatMap((page) =>
    readPage(readFileSync(new URL(page, folder), "utf8"))
      .filter(({ fixed }) => fixed.size > 0)
      .map((example) => [page, example.title, example] as const),
  );

/** The same example, written in another manner. */
function written(example: Example, manner: (file: string, text: string) => string): Example {
  const rewrite = (texts: ReadonlyMap<string, string>) =>
    new Map([...texts].map(([file, text]) => [file, manner(file, text)] as const));
  return { ...example, files: rewrite(example.files), fixed: rewrite(example.fixed) };
}

async function fixedTexts(example: Example): Promise<Readonly<Record<string, string>>> {
  const shared = { paths: ["."], context: null, stage: null, shell: null, base: null };
  const lint = (texts: ReadonlyMap<string, string>) =>
    lintAll({ ...shared, tree: contextOf(example, texts) }, rules);
  const { changes } = await fixAll(lint, { unsafe: example.unsafe });
  return Object.fromEntries(changes.flat().map(({ file, after }) => [file, after]));
}

const isDockerfile = (file: string): boolean => /(^|\/|\.)Dockerfile/i.test(file);

const manners: readonly (readonly [string, (file: string, text: string) => string])[] = [
  // A script with CRLF is broken in other ways.
  [
    "Dockerfiles with CRLF keep it",
    (file, text) => (isDockerfile(file) ? text.replaceAll("\n", "\r\n") : text),
  ],
  [
    "Dockerfiles with a byte order mark keep it",
    (file, text) => (isDockerfile(file) ? `\uFEFF${text}` : text),
  ],
  ["files without an end of their last line keep it so", (_, text) => text.replace(/\n$/, "")],
  ["lines at the end stay", (_, text) => `${text}\n\n`],
  [
    "comments and blanks around stay",
    (file, text) =>
      file.endsWith(".json") ? text : text.replace(/\n/, "\n \t# \"$it' \\ \n\n").concat("# end\n"),
  ],
  [
    "new lines are indented as those around them",
    (_, text) => (/^#!/.test(text) && !text.includes("<<") ? text.replace(/\n(?=.)/g, "\n\t") : text),
  ],
];

describe.each(manners)("%s", (_, manner) => {
  test.each(examples)("%s: %s", async (_page, _title, example) => {
    const rewritten = written(example, manner);
    expect(await fixedTexts(rewritten)).toEqual(Object.fromEntries(rewritten.fixed));
  });
});
