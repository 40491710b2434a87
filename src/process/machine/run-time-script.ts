import type { MappedText } from "../../mapped-text.ts";
import { nameOf } from "../../script/image-path.ts";
import { parseShell, type ShellScript } from "../../shell/parse.ts";
import type { Scene } from "../scene.ts";
import type { System } from "./system.ts";

interface Read {
  readonly scripts: Map<string, ShellScript>;
  /** Characters, in all. */
  parsed: number;
}

const read = new WeakMap<Scene, Read>();

/** `eval eval eval …` reads all that follows again and again. */
const MOST_PARSED = 1_000_000;

/**
 * A text that a script makes while it runs (`eval`, `trap`, `sh -c`), parsed: once for the same text at the same place, so
 * that the rounds of a loop, and the ways that part and meet, know it as one.
 */
export function runTimeScript(system: System, source: MappedText): ShellScript {
  const all = read.get(system.scene) ?? { scripts: new Map<string, ShellScript>(), parsed: 0 };
  read.set(system.scene, all);
  const key = `${source.file}:${source.pieces[0]?.start ?? 0}:${source.text}`;
  const known = all.scripts.get(key);
  if (known !== undefined) return known;
  all.parsed += source.text.length;
  if (all.parsed > MOST_PARSED) {
    system.giveUp("it makes up more commands while it runs than siglint follows", null);
    return parseShell({ ...source, text: "", pieces: [] });
  }
  const script = parseShell(source);
  all.scripts.set(key, script);
  return script;
}

/**
 * What is not known of it are arguments (`exec java $OPTIONS`), the value of a variable whose name is known, or where the
 * program is (`$HOME/bin/app`).
 */
export function beginsKnown(text: string): boolean {
  if (/^\s*[A-Za-z_]\w*=/.test(text)) return true;
  const [first = ""] = text.trimStart().split(/[\s;&]/, 1);
  const name = nameOf(first);
  const isAll = first.length === text.trimStart().length;
  return /^[\w.+-]+$/.test(name) && (name !== first || !isAll);
}
