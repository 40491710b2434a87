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
  // What the command remembers is this room's alone.
  process.env.XDG_CACHE_HOME = join(work, "cache");
  const command = join(work, "siglint/cli.cjs");
  timeOf(root, [join(root, "scripts/build.mjs"), join(work, "siglint"), "--no-types"]);
  return {
    /** As it is used: what was said of a tree is said again while that stays as it is. */
    again: [command],
    /** As on a tree that it has never seen. */
    anew: [command, "--no-cache"],
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
