import type { MappedText } from "../../mapped-text.ts";
import { parseShell, type ShellScript } from "../../shell/parse.ts";
import type { Scene } from "../scene.ts";
import type { System } from "./system.ts";

const read = new WeakMap<Scene, Map<string, ShellScript>>();

/**
 * A text that a script makes while it runs (`eval`, `trap`, `sh -c`), parsed: once for the same text at the same place, so
 * that the rounds of a loop, and the ways that part and meet, know it as one.
 */
export function runTimeScript({ scene }: System, source: MappedText): ShellScript {
  const known = read.get(scene) ?? new Map<string, ShellScript>();
  read.set(scene, known);
  const key = `${source.file}:${source.pieces[0]?.start ?? 0}:${source.text}`;
  const script = known.get(key) ?? parseShell(source);
  known.set(key, script);
  return script;
}
