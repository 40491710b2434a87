import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { timeOf } from "./processes.mjs";
import { writeTree } from "./trees.mjs";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A temporary folder with siglint as the package has it, and what it is measured on. */
export async function openRoom() {
  const work = mkdtempSync(join(tmpdir(), "siglint-bench-"));
  const trees = new Map();
  timeOf(root, [join(root, "scripts/build.mjs"), join(work, "siglint"), "--no-types"]);
  return {
    command: join(work, "siglint/cli.cjs"),
    library: join(work, "siglint/index.js"),
    /** A folder with that many targets, made once. */
    tree(count) {
      const folder = join(work, `targets-${count}`);
      if (!trees.has(count)) trees.set(count, writeTree(folder, count));
      return folder;
    },
    folder: (name) => join(work, name),
    /** Bundles a module of this folder, in TypeScript too; gives the file to run. */
    async bundle(name) {
      const outfile = join(work, `${name}.mjs`);
      await build({
        entryPoints: [join(root, "scripts/bench", name)],
        outfile,
        bundle: true,
        format: "esm",
        platform: "node",
        target: "node20.19",
        minifySyntax: true,
        minifyWhitespace: true,
      });
      return outfile;
    },
    close: () => rmSync(work, { recursive: true }),
  };
}
