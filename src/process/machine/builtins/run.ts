import { absoluteImagePath, nameOf } from "../../../script/image-path.ts";
import type { Located } from "../../../script/located.ts";
import { parseShell, type ShellScript } from "../../../shell/parse.ts";
import type { Assignment } from "../../../shell/syntax.ts";
import { isKnown } from "../../hole.ts";
import { mappedArgument } from "../argument.ts";
import { pathOfCommand } from "../command-path.ts";
import { isUnreadable } from "../container-files.ts";
import { namesAssigned } from "../expand/names-assigned.ts";
import { push, type Successors } from "../fork.ts";
import type { Flow } from "../frames.ts";
import { whatFollows } from "../launch-site.ts";
import { placeOf } from "../place.ts";
import { applyRedirections, write } from "../redirections.ts";
import { beginsKnown, runTimeScript } from "../run-time-script.ts";
import { pushFile, pushText } from "../script-reading.ts";
import { becomeProgram, runProgram } from "../simple-command.ts";
import { mayDefineFunctions } from "../unread-functions.ts";
import type { Call } from "./call.ts";
import { builtinNamed } from "./index.ts";
import { goesByPosix, refuse } from "./refusal.ts";

/** `eval words`: the words, joined by spaces, are read as commands (POSIX, eval). */
export function evaluate(call: Call): Successors {
  const { system, shell, script, args } = call;
  const operands = args.slice(args[1]?.text === "--" ? 2 : 1);
  const text = operands.map((argument) => argument.text).join(" ");
  const isLast = ["nothing", "exit"].includes(whatFollows(shell.frames));
  if (!isKnown(text) && !beginsKnown(text) && !isLast) {
    // Its text is made at run time; what it may do is not told, and most often it sets variables. Where nothing follows
    // it is what the script is for.
    shell.status = "unknown";
    return null;
  }
  const [first] = operands;
  const source =
    operands.length === 1 && first !== undefined
      ? mappedArgument(first, script.source)
      : mappedArgument({ text, mapped: null }, script.source);
  const inner = runTimeScript(system, source);
  shell.assigned = shell.assigned.with(namesAssigned(inner));
  shell.status = 0;
  if (depth(shell) > 80) {
    system.giveUp("eval calls itself too deeply to follow", placeOf(script, call.node));
    return null;
  }
  push(shell, { kind: "eval", caught: call.behindCommand === true });
  pushText(shell, inner, { tail: false, tested: call.flow.tested }, "eval");
  return null;
}

function depth(shell: Call["shell"]): number {
  let count = 0;
  for (let at = shell.frames; at !== null; at = at.below) count++;
  return count / 4;
}

const MISSING: Located = { kind: "missing", path: "", reason: "it is not along PATH", place: null };

/** `. file [argument …]`: reads a file in this shell. A file that the image is not known to have is passed over. */
export function sourceFile(call: Call): Successors {
  const { system, shell, words } = call;
  const [, name, ...positional] = words;
  // dash takes that for success.
  if (name === undefined) return refuse(call, shell.shell === "dash" ? 0 : 2, shell.posix);
  if (!isKnown(name)) {
    const file = nameOf(name);
    if (isKnown(file) && mayDefineFunctions(file)) shell.unread = file;
    shell.status = "unknown";
    return null;
  }
  const path = absoluteImagePath(name, shell.workdir);
  const located =
    name.includes("/") || path === null
      ? path === null
        ? null
        : system.scene.files.find(path)
      : system.scene.files.findCommand(name, null);
  // Without a slash only PATH counts (POSIX, dot); bash tries the working directory after it.
  const alongPath =
    !name.includes("/") && system.scene.outside === "closed" && (shell.shell !== "bash" || shell.posix);
  const isFound = located?.kind === "text" || path === null;
  const here = isFound ? located : alongPath ? MISSING : system.scene.files.find(path);
  const written = path === null || alongPath ? undefined : system.files.get(path);
  const isBrought = here?.kind === "unknown" && isUnreadable(here);
  // What is written into a file that siglint cannot read is a part of it at most.
  if (
    here !== null &&
    !isBrought &&
    written?.kind === "text" &&
    (here.kind !== "text" || isKnown(written.text))
  )
    return readWritten(call, here.path, written.text, positional);
  if (here?.kind !== "text") {
    if (here?.kind === "unknown" && isBrought) {
      // What the base image has is settings, and known by its name; this may be anything.
      system.giveUp(
        `it reads ${here.path}, which may change all that follows, and siglint cannot: ${here.reason}`,
        placeOf(call.script, call.node),
      );
      return null;
    }
    if (here?.kind === "unknown" && mayDefineFunctions(here.path)) shell.unread = here.path;
    const isGone = here?.kind === "missing" && system.scene.outside === "closed";
    if (isGone) return refuse(call, 1, goesByPosix(shell));
    shell.status = "unknown";
    return null;
  }
  const script = parseShell(here.text);
  return readScript(call, here.path, script, positional, (flow) => pushFile(shell, script, flow));
}

/** A file that the script has written before. */
function readWritten(call: Call, path: string, text: string, positional: readonly string[]): Successors {
  if (!isKnown(text)) {
    call.shell.status = "unknown";
    return null;
  }
  const source = mappedArgument({ text, mapped: null }, call.script.source);
  const script = runTimeScript(call.system, source);
  return readScript(call, path, script, positional, (flow) => pushText(call.shell, script, flow, "source"));
}

function readScript(
  call: Call,
  path: string,
  script: ShellScript,
  positional: readonly string[],
  pushCommands: (flow: Flow) => void,
): Successors {
  const { system, shell } = call;
  if (shell.sources.length > 20) {
    system.giveUp("scripts read each other too deeply to follow", placeOf(call.script, call.node));
    return null;
  }
  shell.assigned = shell.assigned.with(namesAssigned(script));
  const before = positional.length > 0 ? shell.positional : null;
  push(shell, { kind: "source", positional: before, caught: call.behindCommand === true });
  if (positional.length > 0) shell.positional = positional;
  shell.sources = [path, ...shell.sources];
  shell.status = 0;
  pushCommands({ tail: false, tested: call.flow.tested });
  return null;
}

/** `exec [command]`: the shell becomes the command; without one, only its redirections stay (POSIX, exec). */
export function execCommand(call: Call): Successors {
  const { system, process, shell, script, node, args } = call;
  const opened = applyRedirections(system, process, shell, script, node.redirects);
  if (!opened) return refuse(call, 1, goesByPosix(shell));
  let index = 1;
  if (shell.shell === "bash") {
    for (; /^-[acl]+$/.test(args[index]?.text ?? ""); index++) if (args[index]?.text.includes("a")) index++;
  }
  if (args[index]?.text === "--" && shell.shell !== "dash") index++;
  // Only bash has options here: for the others `-a` is the name of a program, which nobody has.
  else if (/^-[\w-]/.test(args[index]?.text ?? "")) return refuse(call, 127, true);
  const argv = args.slice(index);
  if (argv.length === 0) {
    if (node.args.length > 0) system.wantsCommand = true;
    shell.status = 0;
    return null;
  }
  const assignments = node.prefix.filter((part): part is Assignment => part.type === "Assignment");
  return becomeProgram(call, assignments, argv, "exec");
}

/** `command name …` and `builtin name …`: past functions, to the builtin or program. `command -v` asks whether it is there. */
export function command(call: Call): Successors {
  const { shell, args, words } = withoutRepetition(call);
  if (words[1] === "-v" || words[1] === "-V") {
    const name = (words[2] === "--" ? words[3] : words[2]) ?? "";
    shell.status = lookForCommand(call, name);
    if (shell.status !== 1) write(call.system, call.process, `${pathOfCommand(call.system, shell, name)}\n`);
    return null;
  }
  const rest = args.slice(words[1] === "--" || words[1] === "-p" ? 2 : 1);
  const [name] = rest;
  if (name === undefined) {
    shell.status = 0;
    return null;
  }
  const builtin = isKnown(name.text) ? builtinNamed(name.text, shell.shell) : undefined;
  if (builtin !== undefined)
    return builtin({
      ...call,
      args: rest,
      words: rest.map((word) => word.text),
      ...(words[0] === "command" && { behindCommand: true }),
    });
  return runProgram(call, [], rest);
}

/** `command command command x` is `command x`, however often it stands there. */
function withoutRepetition(call: Call): Call {
  const { shell, words, args } = call;
  const repeats = (word: string): boolean =>
    word === "command" || (word === "builtin" && builtinNamed(word, shell.shell) !== undefined);
  const first = words.findIndex((word) => !repeats(word));
  const from = (first === -1 ? words.length : first) - 1;
  return from <= 0 ? call : { ...call, args: args.slice(from), words: words.slice(from) };
}

/** Whether there is a function, builtin or program of that name, as the status of `command -v`. */
export function lookForCommand({ system, shell }: Call, name: string): number | "unknown" {
  if (!isKnown(name)) return "unknown";
  if (shell.functions.has(name) || builtinNamed(name, shell.shell) !== undefined) return 0;
  const located = system.scene.files.findCommand(name, shell.workdir);
  if (located.kind === "missing") return 1;
  return located.kind === "unknown" ? "unknown" : 0;
}
