import { HOLE } from "../hole.ts";
import { nameOf } from "../script/image-path.ts";
import type { Span } from "../span.ts";
import type { Override } from "../start/overlay.ts";
import type { StartWord } from "../start/start-command.ts";
import { asItems, asScalar, type YamlMap, type YamlValue } from "../yaml/value.ts";
import { expandVariables, type FindVariable } from "./expand-variables.ts";
import { isFilledIn } from "./template-text.ts";

/** What a container says of its start command; null where it says nothing. */
interface Command {
  readonly command: Override | null;
  readonly args: Override | null;
}

/**
 * Reads `command` and `args`. A list that is empty counts as none: `omitempty` in k8s.io/api/core/v1/types.go. `$NAME` of
 * a variable that the container does not have, in a word that no shell reads, is there for somebody to fill in (envsubst).
 */
export function readCommand(container: YamlMap, source: string, find: FindVariable): Command {
  const read = (key: string, isForShell: boolean): Override | null => {
    const entry = container.entries.get(key);
    if (entry === undefined) return null;
    const { value } = entry;
    const span = spanTogether(entry.key, value);
    const isTemplate = isFilledIn(source, span);
    const words = isTemplate ? [anyWords(span)] : wordsOf(value, find, isForShell);
    if (words.length === 0) return null;
    const origin = { kind: "file", span: value.span } as const;
    const setting = {
      form: "exec",
      words,
      origin,
      instruction: span,
      ...(!isArray(value) && LOOSE),
    } as const;
    return { setting, span, ...(isTemplate && { unknown: "a template fills it in" }) };
  };
  const [first] = asItems(container.entries.get("command")?.value ?? null);
  const program = (first && asScalar(first)?.text.text) ?? null;
  // An entrypoint of the image may well be a script.
  const isForShell = program === null || /^(ba|da|a|k|z)?sh$|\.sh$/.test(nameOf(program));
  return { command: read("command", isForShell), args: read("args", isForShell) };
}

const LOOSE = { loose: true } as const;

/** Words that somebody fills in: they may be any. */
function anyWords(span: Span): StartWord {
  return { text: HOLE, origin: { kind: "file", span }, mapped: null };
}

function wordsOf(value: YamlValue, find: FindVariable, isForShell: boolean): readonly StartWord[] {
  return asItems(value).flatMap((item): readonly StartWord[] => {
    const text = asScalar(item)?.text;
    if (text === undefined) return [];
    const mapped = expandVariables(text, find);
    const shown = isForShell ? mapped.text : withoutPlaceholders(mapped.text, find);
    const isAsWritten = shown === mapped.text;
    return [{ text: shown, origin: { kind: "file", span: item.span }, mapped: isAsWritten ? mapped : null }];
  });
}

function withoutPlaceholders(text: string, find: FindVariable): string {
  return text.replace(/\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g, (found, braced?: string, plain?: string) =>
    find(braced ?? plain ?? "") === null ? HOLE : found,
  );
}

/** Whether it is written as JSON writes an array of strings. */
function isArray(value: YamlValue): boolean {
  if (value.kind !== "list" || !value.flow) return false;
  return value.items.every((item) => item.kind === "scalar" && item.style === "double");
}

/** From a key to the end of what stands behind it, where both are written together. */
export function spanTogether(key: Span, { span }: YamlValue): Span {
  return span.file === key.file && span.start >= key.start
    ? { ...key, end: Math.max(key.end, span.end) }
    : key;
}
