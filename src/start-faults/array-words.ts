import { plainText } from "../process/shell-form.ts";
import { nameOf } from "../script/image-path.ts";
import { parseShell, syntaxErrors } from "../shell/parse.ts";
import type { Span } from "../span.ts";
import type { Setting, StartWord } from "../start/start-command.ts";
import { meantForShell } from "./meant-for-shell.ts";
import { isShell } from "./shell-call.ts";
import type { StartFacts } from "./start-facts.ts";
import type { ArrayFault, MalformedArray, Mend } from "./start-fault.ts";
import type { Started } from "./started.ts";
import { firstStep } from "./trace.ts";

/** Arrays of strings that Docker takes as they are, though only a shell would make of them what is meant. */
export function findArrayWords(facts: StartFacts, started: readonly Started[]): readonly MalformedArray[] {
  const { entrypoint, cmd } = facts.start.command ?? { entrypoint: null, cmd: null };
  const programs = started.filter(({ by }) => by !== "read");
  return [
    ...findIn("ENTRYPOINT", entrypoint, facts, programs),
    ...(entrypoint?.form === "shell" ? [] : findIn("CMD", cmd, facts, programs)),
  ];
}

function findIn(
  instruction: MalformedArray["instruction"],
  setting: Setting | null,
  facts: StartFacts,
  programs: readonly Started[],
): readonly MalformedArray[] {
  if (setting?.form !== "exec" || setting.origin.kind !== "file") return [];
  const make = (
    found: { readonly fault: ArrayFault; readonly word: StartWord; readonly mend: Mend | null },
    certain: boolean,
  ): MalformedArray => ({
    kind: "malformed-array",
    instruction,
    fault: found.fault,
    span: found.word.origin.kind === "file" ? found.word.origin.span : facts.start.place,
    trace: [firstStep(facts.start)],
    certain,
    mend: setting.loose === true ? null : found.mend,
  });
  for (const program of programs) {
    const [word] = program.words;
    if (word === undefined || !setting.words.includes(word)) continue;
    const found = judgeProgram(program, word, setting);
    if (found !== null) return [make(found, true)];
  }
  const operator = findOperator(setting, programs);
  if (operator !== null) return [make(operator, operator.fault.word === "&&")];
  const variables = findVariables(instruction, setting, facts, programs);
  return variables === null ? [] : [make(variables, variables.fault.inProgram)];
}

interface Found<F extends ArrayFault = ArrayFault> {
  readonly fault: F;
  readonly word: StartWord;
  readonly mend: Mend | null;
}

/** A word that is no name of a program. */
function judgeProgram({ located, name }: Started, word: StartWord, setting: Setting): Found | null {
  if (located.kind === "text" || located.kind === "program" || located.kind === "directory") return null;
  if (/^[A-Za-z_]\w*=/.test(name)) {
    const place = spanOfWord(word);
    const edits = place === null ? [] : [{ ...place, end: place.start, text: '"env", ' }];
    return { fault: { kind: "assignment", word: name }, word, mend: { edits, safe: true } };
  }
  if (BUILTINS.has(name))
    return { fault: { kind: "builtin", word: name }, word, mend: withoutExec(word, setting) };
  if (/\s/.test(name) && !name.includes("$"))
    return { fault: { kind: "one-string", word: name }, word, mend: splitString(word) };
  return null;
}

/** Special built-ins that no system has as programs besides; some have `cd` and `umask` (POSIX, 1.7). */
const BUILTINS: ReadonlySet<string> = new Set([
  "exec",
  "export",
  "source",
  ".",
  "set",
  "eval",
  "unset",
  "trap",
]);

function withoutExec(word: StartWord, { words }: Setting): Mend | null {
  const place = spanOfWord(word);
  const next = words[words.indexOf(word) + 1];
  const after = next === undefined ? null : spanOfWord(next);
  if (word.text !== "exec" || place === null || after === null || next?.text.startsWith("-")) return null;
  return { edits: [{ ...place, end: after.start, text: "" }], safe: true };
}

/** A command line of plain words as strings of their own. */
function splitString(word: StartWord): Mend | null {
  const place = spanOfWord(word);
  if (word.mapped === null || place === null) return null;
  const script = parseShell(word.mapped);
  const [statement, ...others] = script.root.commands;
  const command = statement?.command;
  if (syntaxErrors(script).length > 0 || command?.type !== "Command") return null;
  const { name, prefix, suffix } = command;
  if (others.length > 0 || statement?.background === true || prefix.length > 0 || name === undefined)
    return null;
  const texts: string[] = [];
  for (const each of [name, ...suffix]) {
    const text = each.type === "Word" ? plainText(each) : null;
    if (text === null) return null;
    texts.push(text);
  }
  if (command.redirects.length > 0 || BUILTINS.has(texts[0] ?? "")) return null;
  return { edits: [{ ...place, text: texts.map((text) => JSON.stringify(text)).join(", ") }], safe: true };
}

/** The words up to a shell or a script, which may make something of what follows. */
function wordsForNobody(setting: Setting, programs: readonly Started[]): readonly StartWord[] {
  const reader = programs.find(
    ({ located, name }) => isShell(name) || located.kind === "text" || EXPANDING.has(nameOf(name)),
  );
  const [first] = reader?.words ?? [];
  const at = first === undefined ? -1 : setting.words.indexOf(first);
  if (reader === undefined) return setting.words;
  return at === -1 ? [] : setting.words.slice(0, at);
}

const OPERATORS: ReadonlySet<string> = new Set(["&&", "||", "|", "&", ">", ">>", "2>&1"]);

function findOperator(
  setting: Setting,
  programs: readonly Started[],
): Found<Extract<ArrayFault, { kind: "operator" }>> | null {
  const words = wordsForNobody(setting, programs);
  const word = words.find(({ text }) => OPERATORS.has(text));
  if (word === undefined) return null;
  const program = programs.at(-1)?.name ?? "";
  return { fault: { kind: "operator", word: word.text, program: nameOf(program) }, word, mend: null };
}

const VARIABLE = /(?<!\{)\$(?:\{([A-Za-z_]\w*)[^}]*(?:\}|$)|([A-Za-z_]\w*))/g;

/** Programs that expand variables in their arguments themselves, or hand them to a shell. */
const EXPANDING: ReadonlySet<string> = new Set(
  `awk bun caddy chamber circusd confd consul-template dockerize envconsul envsubst erl foreman forego honcho mawk gawk
  nginx npm npx perl php pnpm sed supervisord uwsgi yarn execlineb init with-contenv xargs su runuser script`.split(
    /\s+/,
  ),
);

/**
 * `-Dserver.port=${PORT}`: what is in braces in a property's value Spring looks up in the environment itself.
 * https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.property-placeholders
 */
function withoutPlaceholders(text: string): string {
  return /^(-D|--)/.test(text) && text.includes("=") ? text.replace(/\$\{[^{}]*\}/g, "") : text;
}

function findVariables(
  instruction: MalformedArray["instruction"],
  setting: Setting,
  { start }: StartFacts,
  programs: readonly Started[],
): Found<Extract<ArrayFault, { kind: "variables" }>> | null {
  const isVariable = (name: string): boolean => /^[A-Z_][A-Z0-9_]*$/.test(name) || start.image.env.has(name);
  const isJava = programs.some(({ name }) => nameOf(name) === "java");
  const namesIn = ({ text }: StartWord): readonly string[] =>
    [...(isJava ? withoutPlaceholders(text) : text).matchAll(VARIABLE)]
      .map((match) => match[1] ?? match[2] ?? "")
      .filter(isVariable);
  const words = wordsForNobody(setting, programs).filter((word) => namesIn(word).length > 0);
  const [word] = words;
  if (word === undefined) return null;
  const names = [...new Set(words.flatMap(namesIn))];
  const inProgram = programs.some((program) => program.words[0] === word);
  const mend = meantForShell(instruction, setting, start);
  return { fault: { kind: "variables", names, inProgram }, word, mend };
}

function spanOfWord({ origin }: StartWord): Span | null {
  return origin.kind === "file" ? origin.span : null;
}
