import { copyFileSync, existsSync, linkSync, mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { LabCase } from "./lab-case.ts";

/** Where `npm ci --prefix test/lab/tools` puts the programs of npm that cases start. */
export const npmFolder = join(import.meta.dirname, "tools/node_modules");

const inside = "/usr/local/lib/node_modules";

/** Whether the programs of npm that a case asks for are installed. */
export function hasNpmPrograms(labCase: LabCase): boolean {
  return labCase.npm.every((word) => existsSync(fileOf(word).path));
}

/** The names of those programs: `yarn` for `yarn=FILE`. */
export function npmNames(labCase: LabCase): readonly string[] {
  return labCase.npm.map((word) => fileOf(word).name);
}

/**
 * Lays out what the official images of Node.js have in /usr/local: node, the packages, and links to those of their
 * programs that the case names. Beside them, in its working directory, an `app.js` that is a stand-in.
 */
export function lendNpmPrograms(labCase: LabCase, node: string, place: (target: string) => string): void {
  if (labCase.npm.length === 0) return;
  mkdirSync(place(inside), { recursive: true });
  linkSync(node, place("/usr/local/bin/node"));
  copyFileSync(join(import.meta.dirname, "stand-in.cjs"), place(`${labCase.workdir}/app.js`));
  for (const word of labCase.npm) {
    const { name, path } = fileOf(word);
    if (name === "node") continue;
    symlinkSync(
      inside + realpathSync(path).slice(realpathSync(npmFolder).length),
      place(`/usr/local/bin/${name}`),
    );
  }
}

function fileOf(word: string): { readonly name: string; readonly path: string } {
  const [name = "", file = `.bin/${name}`] = word.split("=");
  return { name, path: name === "node" ? process.execPath : join(npmFolder, file) };
}
