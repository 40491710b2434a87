import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Script } from "node:vm";
import { fromTwice, twice } from "./kept-twice.ts";
import { replaceFile } from "./write/replace-file.ts";

type Require = (wanted: string) => unknown;

/** A part of the built program: a CommonJS module. */
type Part = (
  exports: unknown,
  require: Require,
  module: { exports: unknown },
  filename: string,
  folder: string,
) => void;

/** A file of parts that has been compiled, by this run or an earlier one. */
interface PartsFile {
  readonly folder: string;
  readonly name: string;
  readonly script: Script;
  readonly isKept: boolean;
}

const files: PartsFile[] = [];
const requireOfNode = createRequire(import.meta.url);

/**
 * Gives what loads the parts in a folder, by name; those that most runs need lie together in the file `common`, any other
 * in one of its name. What V8 kept of a file is used where the same version of Node has run it before: it refuses what
 * another version, or one with other flags, has made. https://nodejs.org/api/vm.html#new-vmscriptcode-options
 */
export function openParts(folder: string, common: string): Require {
  const parts = new Map<string, Part>();
  const modules = new Map<string, { exports: unknown }>();
  const load = (name: string): unknown => {
    const known = modules.get(name);
    if (known !== undefined) return known.exports;
    if (!parts.has(name)) for (const [each, part] of readParts(folder, name)) parts.set(each, part);
    const module = { exports: {} };
    modules.set(name, module);
    parts.get(name)?.(module.exports, requireFrom, module, join(folder, name), folder);
    return module.exports;
  };
  const requireFrom: Require = (wanted) =>
    wanted.startsWith("./") ? load(wanted.slice(2)) : requireOfNode(wanted);
  for (const [name, part] of readParts(folder, common)) parts.set(name, part);
  return load;
}

/** What tells one state of the built program from another, in the folder of its entry: the names of its parts. */
export function programIn(folder: string): string {
  return readdirSync(join(folder, "parts")).join(" ");
}

function readParts(folder: string, name: string): readonly (readonly [string, Part])[] {
  const filename = join(folder, name);
  const cachedData = isOff() ? undefined : readKept(folder, name);
  // The build leaves nothing but ASCII in it, and that is read in a third of the time.
  const source = readFileSync(filename, "latin1");
  const script = new Script(source, { filename, ...(cachedData !== undefined && { cachedData }) });
  // What V8 refuses stays as it is: two that run with other flags would else write it anew in turn.
  files.push({ folder, name, script, isKept: cachedData !== undefined });
  const parts: Readonly<Record<string, Part>> = script.runInThisContext();
  return Object.entries(parts);
}

/**
 * Keeps what V8 has compiled of the parts so far, for later runs. It lies beside the program and not in a cache folder: what
 * is there is run without a look, so nobody may be able to write it who cannot write the program itself. Where that is not
 * this user's, nothing is kept.
 */
export function keepCompiled(): void {
  if (isOff()) return;
  try {
    for (const { folder, name, script, isKept } of files) {
      if (isKept || !isOwn(folder)) continue;
      mkdirSync(keptFolder(folder), { recursive: true });
      replaceFile(join(keptFolder(folder), name), twice(script.createCachedData()));
    }
  } catch {
    // A read-only installation: every run compiles for itself.
  }
}

function keptFolder(folder: string): string {
  return join(folder, "compiled", `${process.version}-${process.arch}`);
}

/** As for the cache that Node has of itself from 22.1 on. */
function isOff(): boolean {
  return process.env.NODE_DISABLE_COMPILE_CACHE === "1";
}

function isOwn(folder: string): boolean {
  return process.getuid === undefined || statSync(folder).uid === process.getuid();
}

/** V8 looks at the length only, and crashes on what a failing disk has made of the rest. */
function readKept(folder: string, name: string): Buffer | undefined {
  try {
    return fromTwice(readFileSync(join(keptFolder(folder), name))) ?? undefined;
  } catch {
    return undefined;
  }
}
