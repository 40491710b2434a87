import { absoluteImagePath } from "../../script/image-path.ts";
import { isKnown } from "../hole.ts";
import { readContainerFile } from "./container-files.ts";
import type { ShellBody } from "./process.ts";
import { referredName } from "./references.ts";
import type { System } from "./system.ts";
import { isEmpty, not, sameText, type Truth, truth } from "./text.ts";
import { hasSomeWords } from "./word-list.ts";

/** One primary of `test`, `[` and `[[` with one operand (POSIX, test). */
export function testUnary(system: System, shell: ShellBody, operator: string, operand: string): Truth {
  switch (operator) {
    case "-n":
      return not(isEmpty(operand));
    case "-z":
      return isEmpty(operand);
    case "-t":
      return "no";
    case "-v":
      return isSet(system, shell, operand);
    default:
      return /^-[abcdefghkLprsSuwxOGN]$/.test(operator)
        ? testFile(system, shell, operator, operand)
        : "either";
  }
}

/** `-v name`, `-v name[key]` (bash, Bash Conditional Expressions). */
function isSet({ scene }: System, shell: ShellBody, operand: string): Truth {
  const [, name = operand, key] = /^(\w+)\[(.*)\]$/.exec(operand) ?? [];
  const variable = shell.variables.get(referredName(shell, name));
  if (variable === undefined) return shell.assigned.has(name) || scene.outside === "closed" ? "no" : "either";
  if (variable.kind !== "array") return truth(variable.kind !== "unset" && (key ?? "0") === "0");
  if (hasSomeWords(variable.items)) return "either";
  if (key === "@" || key === "*") return truth(variable.items.length > 0);
  return truth(variable.keys.includes(key ?? "0"));
}

function testFile(system: System, shell: ShellBody, operator: string, operand: string): Truth {
  if (!isKnown(operand)) return "either";
  if (operand === "") return "no";
  const path = absoluteImagePath(operand, shell.workdir);
  if (path === null) return "either";
  const ofProcess = /^\/proc\/(\d+)(\/\w+)?$/.exec(path);
  if (ofProcess !== null) return truth(system.alive(Number(ofProcess[1])) !== undefined);
  const file = readContainerFile(system, path);
  switch (file.kind) {
    case "text":
    case "opaque":
      if (["-d", "-p", "-S", "-b", "-c", "-h", "-L"].includes(operator)) return "no";
      if (operator === "-x") return isExecutable(system, path);
      return operator === "-s" && file.kind === "text" ? not(isEmpty(file.text)) : "yes";
    case "folder":
      return ["-f", "-p", "-S", "-s"].includes(operator) ? "no" : "yes";
    case "fifo":
      return ["-p", "-e", "-r", "-w"].includes(operator) ? "yes" : "no";
    case "missing":
      return "no";
    case "unknown":
      return "either";
  }
}

function isExecutable(system: System, path: string): Truth {
  const located = system.scene.files.find(path);
  if (located.kind === "program") return "yes";
  if (located.kind !== "text" || located.executable === "unknown") return "either";
  return truth(located.executable === "yes");
}

/** A primary with two operands. `-eq` and the like compare numbers; all others texts. */
export function testBinary(left: string, operator: string, right: string): Truth {
  switch (operator) {
    case "=":
    case "==":
      return sameText(left, right);
    case "!=":
      return not(sameText(left, right));
    case "<":
      return isKnown(left) && isKnown(right) ? truth(left < right) : "either";
    case ">":
      return isKnown(left) && isKnown(right) ? truth(left > right) : "either";
    default:
      return compareNumbers(left, operator, right);
  }
}

function compareNumbers(left: string, operator: string, right: string): Truth {
  const number = /^\s*-?\d+\s*$/;
  if (!number.test(left) || !number.test(right)) return isKnown(left) && isKnown(right) ? "no" : "either";
  const [a, b] = [Number(left), Number(right)];
  switch (operator) {
    case "-eq":
      return truth(a === b);
    case "-ne":
      return truth(a !== b);
    case "-lt":
      return truth(a < b);
    case "-le":
      return truth(a <= b);
    case "-gt":
      return truth(a > b);
    case "-ge":
      return truth(a >= b);
    default:
      return "either";
  }
}

/** Both truths, or either of them. */
export function both(a: Truth, b: Truth): Truth {
  if (a === "no" || b === "no") return "no";
  return a === "yes" && b === "yes" ? "yes" : "either";
}

export function oneOf(a: Truth, b: Truth): Truth {
  return not(both(not(a), not(b)));
}
