import { nameOf } from "../../script/image-path.ts";
import { countSettings, isDeclared } from "../../shell/names-in-text.ts";
import { PidNames } from "../pid-names.ts";
import { joinCommands, type ScriptText } from "./script-text.ts";
import type { Unit } from "./unit.ts";

/** The units of a script that start services, with the variables that hold their pids. */
export interface NamedUnits {
  readonly units: readonly NamedUnit[];
  /** All pids as the words of a command: `"$web_pid" "$worker_pid"`. */
  readonly all: string;
  /** That of the last one. */
  readonly last: string;
}

interface NamedUnit extends Unit {
  /** What keeps the pid, to be put behind the unit; null where the script does it already. */
  readonly keep: string | null;
  /** The pid as a word. */
  readonly pid: string;
  readonly program: string;
}

/** `programs` are the names of what the units start; the units stand in the order of the script. */
export function nameUnits(units: readonly Unit[], programs: readonly string[], text: string): NamedUnits {
  const names = new PidNames(text);
  const [first] = units;
  // A loop starts several from one place, and a branch may start none: a list has as many as there are.
  const isList = units.length > 1 && units.some(({ list }) => list !== first?.list);
  if (isList || units.some(({ inLoop, background }) => inLoop && background)) {
    const name = names.takeList();
    const all = /\bset -\w*u|nounset/.test(text) ? `\${${name}-}` : `$${name}`;
    const named = units.map((unit, index) => ({
      ...unit,
      program: programs[index] ?? "",
      keep: `${name}="${all} $!"`,
      pid: '"$!"',
    }));
    return { units: named, all, last: '"$!"' };
  }
  const named = units.map((unit, index) => {
    const known = unit.pidName !== null && isOwn(unit.pidName, text) ? unit.pidName : null;
    const program = programs[index] ?? "";
    const name = known ?? names.take(nameOf(program), units.length === 1);
    return { ...unit, program, keep: known === null ? `${name}=$!` : null, pid: `"$${name}"` };
  });
  const pids = named.map(({ pid }) => pid);
  return { units: named, all: pids.join(" "), last: pids.at(-1) ?? "" };
}

/** The variable is set once, and everybody sees it. */
function isOwn(name: string, text: string): boolean {
  return countSettings(text, name, false) === 1 && !isDeclared(text, name);
}

/**
 * Puts units behind `&`, keeps their pids, and puts `commands` behind the last of them; a unit that was in the
 * foreground is waited for.
 */
export function putBehind(script: ScriptText, { units }: NamedUnits, commands: readonly string[]): void {
  units.forEach((unit, index) => {
    const then = [
      ...(unit.keep === null ? [] : [unit.keep]),
      ...(index === units.length - 1 ? commands : []),
      ...(unit.background ? [] : [`wait ${unit.pid}`]),
    ];
    if (unit.become !== null) script.insert(unit.become, "exec ");
    if (unit.exec !== null) script.replace(unit.exec.start, unit.exec.end, "");
    if (then.length > 0) putUnit(script, unit, then);
  });
}

function putUnit(script: ScriptText, unit: Unit, then: readonly string[]): void {
  const { start, end, after, instead } = unit;
  const indent = after === null ? null : script.indentOf(start, after);
  const line = then.join("; ");
  if (instead !== null) script.replace(start, end, joinCommands([...instead.before, instead.text], indent));
  if (after === null) {
    script.insert(start, "{ ");
    script.insert(end, ` & ${line}; }`);
  } else if (indent !== null) {
    if (!unit.isBehind) script.insert(end, " &");
    script.insertLines(after, indent, then);
  } else if (!unit.isBehind) {
    script.insert(end, ` & ${line}`);
  } else {
    const joined = script.source.text.charAt(after - 1) === "&" ? ` ${line}` : `; ${line}`;
    const isEnd = /^[ \t]*(\n|$|\)|;|#)/.test(script.source.text.slice(after));
    script.insert(after, isEnd ? joined : `${joined};`);
  }
}
