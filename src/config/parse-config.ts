import * as v from "valibot";
import { parseDocument, type YAMLParseError } from "yaml";
import { meantOr, nearestWord } from "../nearest-word.ts";
import type { Problem } from "../span.ts";
import { isNestedTooDeep } from "../yaml/nesting.ts";
import { type ConfigFile, configSchema, keysAt } from "./schema.ts";
import { type SettingPath, type SettingPlace, settingPlaces } from "./setting-place.ts";

export type ParsedConfig =
  | { readonly ok: true; readonly config: ConfigFile; readonly place: SettingPlace }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Aliases expand to no more nodes than this: no bomb, and far more than anybody writes. */
const MOST_ALIASES = 100;

/** Characters; far more than anybody writes. */
const LONGEST_COMPARED = 50_000;

/**
 * Reads a configuration file: YAML 1.2, and so JSON too. `under` leads to the part that is siglint's (`package.json`,
 * key `siglint`). Every problem names its place; nothing is ever run.
 */
export function parseConfig(file: string, text: string, under: SettingPath = []): ParsedConfig {
  if (isNestedTooDeep(text))
    return refused(file, [
      { span: null, message: "is nested deeper than any setting: look for brackets that are not closed" },
    ]);
  const document = parseDocument(text, {
    // Each key is compared with all others.
    uniqueKeys: text.length < LONGEST_COMPARED,
    prettyErrors: false,
    logLevel: "error",
  });
  const [error] = document.errors;
  if (error !== undefined) {
    // An error at the end of the text may point behind it.
    const [start, end] = error.pos;
    const span = { file, start: Math.min(start, text.length), end: Math.min(end, text.length) };
    return refused(file, [{ span, message: whyInvalid(error, file) }]);
  }
  const places = settingPlaces(file, document);
  const place: SettingPlace = (path, end) => places([...under, ...path], end);
  const read = contentOf(document, under);
  if (!read.ok) return refused(file, [{ span: null, message: read.message }]);
  const result = v.safeParse(configSchema, read.value ?? {});
  if (result.success) return { ok: true, config: result.output, place };
  return refused(
    file,
    result.issues.map((issue) => told(issue, place)),
  );
}

function whyInvalid({ code, message }: YAMLParseError, file: string): string {
  if (code === "MULTIPLE_DOCS")
    return "has several documents, of which only one could count: put all settings into the first";
  return `is not valid ${file.endsWith(".json") ? "JSON" : "YAML"}: ${message}`;
}

function contentOf(document: ReturnType<typeof parseDocument>, under: SettingPath) {
  try {
    const whole: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { ok: true, value: under.reduce(inside, whole) } as const;
  } catch {
    return { ok: false, message: "has aliases that expand without end: write the settings out" } as const;
  }
}

function inside(value: unknown, key: string | number): unknown {
  return value !== null && typeof value === "object" ? Reflect.get(value, key) : undefined;
}

type Told = Pick<Problem, "span" | "message">;

function refused(file: string, told: readonly Told[]): ParsedConfig {
  return { ok: false, problems: told.map((each) => ({ file, ...each, fatal: true })) };
}

type Issue = v.InferIssue<typeof configSchema>;

function told(issue: Issue, place: SettingPlace): Told {
  const items = issue.path ?? [];
  const path = items.map(({ key }) => (typeof key === "number" ? key : String(key)));
  // valibot takes a list for a mapping with the keys 0, 1 and so on.
  const list = items.findIndex(({ type, input }) => type === "object" && Array.isArray(input));
  if (list >= 0) {
    const span = place(path.slice(0, list));
    return { span, message: `${nameOf(path.slice(0, list))} has to be ${MAPPING}, and is a list` };
  }
  const name = path.at(-1) ?? "";
  if (issue.type === "strict_object" && issue.expected === "never") {
    const keys = keysAt(path.slice(0, -1));
    const advice = meantOr(String(name), keys, `there are ${keys.join(", ")}`);
    return { span: place(path, "key"), message: `there is no setting ${name}: ${advice}` };
  }
  if (issue.expected !== null && issue.received === "undefined") {
    return { span: place(path.slice(0, -1)), message: `${name} is missing here` };
  }
  if (issue.type === "min_length") {
    return { span: place(path), message: `${nameOf(path)} is empty: leave it out, or fill it in` };
  }
  const received = RECEIVED[issue.received] ?? issue.received;
  const message = `${nameOf(path)} has to be ${expectedOf(issue)}, and is ${received}${adviceOn(issue)}`;
  return { span: place(path), message };
}

const MAPPING = "a mapping of keys to values";

const RECEIVED: Readonly<Record<string, string>> = { null: "empty", Object: "a mapping", Array: "a list" };

function nameOf(path: SettingPath): string {
  return path.length === 0 ? "a configuration" : path.join(".");
}

/** The choice that was probably meant. */
function adviceOn({ expected, input }: Issue): string {
  const meant = typeof input === "string" ? nearestWord(input, choicesOf(expected)) : null;
  return meant === null ? "" : `: did you mean ${meant}?`;
}

function choicesOf(expected: string | null): readonly string[] {
  return [...(expected ?? "").matchAll(/"([^"]+)"/g)].flatMap(([, choice]) => choice ?? []);
}

function expectedOf({ type, expected, requirement }: Issue): string {
  if (type === "finite") return "a finite number";
  const names: Readonly<Record<string, string>> = {
    Object: MAPPING,
    Array: "a list",
    string: "a text",
    number: "a number",
    boolean: "true or false",
    "(string | Array)": "a text or a list of texts",
  };
  const known = names[expected ?? ""];
  if (known !== undefined) return known;
  const choices = choicesOf(expected);
  if (choices.length > 0) return `one of ${choices.join(", ")}`;
  return typeof requirement === "number" ? `at least ${requirement}` : (expected ?? "something else");
}
