import type { MappedText } from "../mapped-text.ts";
import { nameOf } from "../script/image-path.ts";
import type { Located } from "../script/located.ts";
import { readShebang } from "../shell/interpreter.ts";
import { isPlainImage } from "./base-knowledge.ts";
import { mayHaveInstalled } from "./installed-shells.ts";
import { runTexts } from "./run-steps.ts";
import { isShell } from "./shell-call.ts";
import type { StartFacts } from "./start-facts.ts";
import type { InterpreterFault, Needs } from "./start-fault.ts";
import type { Started } from "./started.ts";
import { firstStep, traceOfFile } from "./trace.ts";

/** Scripts that nobody runs: without a `#!` line, or whose interpreter the image has not. */
export function findMissingInterpreters(
  facts: StartFacts,
  started: readonly Started[],
): readonly InterpreterFault[] {
  for (const each of started) {
    const fault = judge(each, facts);
    // What stands behind a program that is not there is not started.
    if (fault !== null) return [fault];
  }
  return [];
}

function judge({ by, name, span, located }: Started, facts: StartFacts): InterpreterFault | null {
  const { start } = facts;
  if (by === "read" || by === "interpreter") return null;
  if (located.kind === "text") return judgeScript(by, located, span, facts);
  if (!isShell(name) || located.kind === "program" || located.kind === "directory") return null;
  const certain = lacks(name, facts, located);
  if (certain === null) return null;
  const form = facts.shellForms.find((each) => each.shell === name);
  const needs: Needs =
    form === undefined ? { kind: "command" } : { kind: "shell-form", instruction: form.instruction };
  const place = form === undefined ? span : form.span;
  return lacking(name, needs, { span: place, trace: [firstStep(start)], certain }, facts);
}

function judgeScript(
  by: Started["by"],
  located: Extract<Located, { kind: "text" }>,
  span: Started["span"],
  facts: StartFacts,
): InterpreterFault | null {
  const { text, file } = located.text;
  const trace = traceOfFile(located, facts.start);
  const shebang = readShebang(text);
  if (shebang === null) {
    if (by !== "kernel" || text.trim() === "" || text.startsWith("version https://git-lfs")) return null;
    const fault = { kind: "no-shebang", name: nameOf(located.path), hidden: hiding(text) } as const;
    return { kind: "interpreter", fault, span, trace, certain: true, mend: null };
  }
  const asked = /^#![ \t]*(\S+)/.exec(text)?.[1] ?? "";
  for (const program of new Set([asked, shebang.program])) {
    if (program.endsWith("\r") || !(isShell(program) || nameOf(program) === "env")) continue;
    const certain = lacks(program, facts, facts.files.findCommand(program, null));
    if (certain === null) continue;
    const place = { span: placeOf(located.text, shebang.end), trace, certain };
    return lacking(program, { kind: "script", file }, place, facts);
  }
  return null;
}

function lacking(
  program: string,
  needs: Needs,
  place: Pick<InterpreterFault, "span" | "trace" | "certain">,
  { start }: StartFacts,
): InterpreterFault {
  const { image } = start.image.base;
  return { kind: "interpreter", fault: { kind: "lacking", program, needs, image }, ...place, mend: null };
}

/** What keeps the kernel from seeing a `#!` line that is there all the same. */
function hiding(text: string): "byte-order-mark" | "lines-above" | null {
  if (text.startsWith("\uFEFF#!")) return "byte-order-mark";
  const first = text.split("\n").find((line) => !/^\s*(#([^!].*)?)?$/.test(line));
  return first !== undefined && /^[ \t]*#!\s*\//.test(first) ? "lines-above" : null;
}

/**
 * Whether the image has no such program: for certain, or as far as its name tells; null where it may have it. `located`
 * is what the build steps tell of it.
 */
function lacks(program: string, facts: StartFacts, located: Located): boolean | null {
  const { image } = facts.start;
  const { base } = image;
  if (located.kind === "text" || located.kind === "program" || located.kind === "directory") return null;
  if (located.kind === "missing" && base.archived !== undefined) return true;
  // Only the FROM is left to bring it.
  if (located.kind === "unknown" && located.place?.start !== image.stage?.from.start) return null;
  if (base.sh.kind === "none") {
    const isStandard = /^(\/(usr\/)?bin\/)?[a-z]+$/.test(program);
    const isDebug = !program.includes("/") && /debug|-dev$/.test(base.image);
    // A RUN in shell form works only where somebody brought a shell.
    const hasShell = runTexts(image).some(({ step }) => step.command.form === "shell");
    // `team/distroless-base` may hold anything.
    return isStandard && !isDebug && !hasShell && base.config !== null ? base.assumption === null : null;
  }
  const name = nameOf(program);
  const isMissing = name === "bash" ? base.bash === "absent" : /^(z|k|mk)sh$/.test(name);
  if (!isMissing || !isPlainImage(base) || mayHaveInstalled(name, facts)) return null;
  return true;
}

function placeOf({ file }: MappedText, end: number): Started["span"] {
  return { file, start: 0, end };
}
