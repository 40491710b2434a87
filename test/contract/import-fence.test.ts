import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Import {
  readonly from: string;
  /** A path from the root, or the name of a package. */
  readonly of: string;
  readonly onlyTypes: boolean;
}

function importsOf(folder: string): readonly Import[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const from = join(folder, file);
      const text = readFileSync(join(root, from), "utf8");
      const statement = /^\s*(import|export)\s+(type\s+)?([^"';]*?from\s+)?"([^"]+)"|import\("([^"]+)"\)/gm;
      return [...text.matchAll(statement)].map((match) => {
        const path = match[4] ?? match[5] ?? "";
        const of = path.startsWith(".") ? normalize(join(dirname(from), path)) : path;
        return { from, of, onlyTypes: match[2] !== undefined };
      });
    });
}

const all = [...importsOf("src"), ...importsOf("rules")];

/** The stages in the order of the line; each imports only itself and what stands above. */
const stages = [
  ...["context", "archive", "discover", "dockerfile", "start", "shell", "script"],
  ...["yaml", "container", "compose", "kubernetes", "builds", "process", "start-faults"],
];
/** What every stage may use: words of the domain, and text with a way back. */
const shared = ["span", "mapped-text", "nearest-word", "diagnostic", "hole"].map((name) => `src/${name}.ts`);

test.each(stages.map((stage, index) => [stage, stages.slice(0, index + 1)] as const))(
  "%s imports only itself and earlier stages",
  (stage, allowed) => {
    const wrong = all.filter(
      ({ from, of, onlyTypes }) =>
        from.startsWith(`src/${stage}/`) &&
        of.startsWith("src/") &&
        !shared.includes(of) &&
        !onlyTypes &&
        !allowed.some((name) => of.startsWith(`src/${name}/`)),
    );
    expect(wrong).toEqual([]);
  },
);

test("rules import only the rule contract, the edits of fixes, and types", () => {
  const wrong = all.filter(
    ({ from, of, onlyTypes }) =>
      from.startsWith("rules/") &&
      from !== "rules/index.ts" &&
      !onlyTypes &&
      of !== "src/rule.ts" &&
      of !== "src/fix/edit.ts",
  );
  expect(wrong).toEqual([]);
});

test("only the API and the language server's command import the rules", () => {
  const importers = all.filter(({ from, of }) => of.startsWith("rules/") && !from.startsWith("rules/"));
  expect(importers.map(({ from }) => from)).toEqual(["src/index.ts", "src/cli/run-lsp.ts"]);
});

test.each([
  ["dockerfile-ast", "src/dockerfile/"],
  ["unbash", "src/shell/"],
  ["yargs", "src/cli/"],
  ["yargs-parser", "src/cli/"],
  ["chalk", "src/report/style.ts"],
  ["modern-tar", "src/archive/tar-entries.ts"],
  ["fzstd", "src/archive/zstd.ts"],
  ["vscode-languageserver", "src/lsp/"],
])("%s is imported in one place", (name, place) => {
  const wrong = all.filter(({ from, of }) => of === name && !from.startsWith(place));
  expect(wrong).toEqual([]);
});

test("files are read by the trees, written by the command line, and by nothing else", () => {
  const wrong = all.filter(
    ({ from, of }) =>
      /^(node:)?(fs|child_process)\b/.test(of) &&
      !/^src\/(context\/(disk-tree|open-file|confinement)|cli\/(cache\/cache-folder|compiled-parts|standard-stream|write\/(held-folder|replace-file|write-(files|output))))\.ts$/.test(
        from,
      ),
  );
  expect(wrong).toEqual([]);
});
