import type { ArgInstruction, Dockerfile, EnvInstruction, Word } from "../dockerfile/dockerfile.ts";
import { expandWord, type Lookup } from "../dockerfile/variables.ts";
import type { Text } from "../span.ts";
import type { Base } from "./base-image.ts";
import { DEFAULT_PATH } from "./identify-base.ts";

/** The variables at one place of a stage. */
export interface BuildScope {
  /** What containers get: ENV, and what the base sets. */
  readonly env: ReadonlyMap<string, Text>;
  /** What instructions see: ENV and ARG, the later one winning. */
  readonly build: ReadonlyMap<string, Text>;
  /** Arguments that are declared and have no value. */
  readonly empty: ReadonlySet<string>;
  /** The image that may set further variables; null where nothing else can be set. */
  readonly furtherBy: string | null;
}

/** What the builder and its callers decide before the Dockerfile is read. */
export interface BuildInputs {
  readonly escape: Dockerfile["escape"];
  readonly buildArgs: ReadonlyMap<string, string>;
  /** The ARGs before the first FROM. */
  readonly globals: BuildScope;
}

const EMPTY: BuildScope = { env: new Map(), build: new Map(), empty: new Set(), furtherBy: null };

/** Set by BuildKit from the platforms of the build, which the files do not tell. */
const PLATFORM_ARGS = ["BUILD", "TARGET"].flatMap((side) =>
  ["PLATFORM", "OS", "OSVERSION", "ARCH", "VARIANT"].map((part) => side + part),
);

/** The scope of FROM: platform arguments, and the ARGs before the first stage. */
export function makeInputs(dockerfile: Dockerfile, buildArgs: ReadonlyMap<string, string>): BuildInputs {
  const { escape: escapeChar, globalArgs } = dockerfile;
  const build = new Map(PLATFORM_ARGS.map((name) => [name, platformValue(name, buildArgs)]));
  const inputs: BuildInputs = { escape: escapeChar, buildArgs, globals: EMPTY };
  let globals: BuildScope = { ...EMPTY, build };
  for (const arg of globalArgs) globals = declareArgs(globals, arg, inputs);
  return { ...inputs, globals };
}

function platformValue(name: string, buildArgs: ReadonlyMap<string, string>): Text {
  const given = buildArgs.get(name);
  return given === undefined
    ? { kind: "unknown", reason: `${name} is the platform's, which the build decides` }
    : { kind: "known", text: given };
}

/** The scope at the start of a stage that is built from an image. PATH is Docker's default where nothing sets it. */
export function scopeOf(base: Base): BuildScope {
  const env = new Map<string, Text>([["PATH", { kind: "known", text: DEFAULT_PATH }]]);
  for (const [name, text] of Object.entries(base.config?.env ?? {})) env.set(name, { kind: "known", text });
  return { env, build: env, empty: new Set(), furtherBy: base.config?.envIsWhole ? null : base.image };
}

/** `word` with variables replaced. */
export function expandIn(scope: BuildScope, word: Word, inputs: BuildInputs): Text {
  const missing = plainNames(word.raw).find((name) => scope.empty.has(name) && !scope.build.has(name));
  if (missing !== undefined) {
    return { kind: "unknown", reason: `the build argument ${missing} has no default and is given no value` };
  }
  return expandWord(word, lookupIn(scope), inputs.escape);
}

/** How `scope` answers for a variable. */
export function lookupIn(scope: BuildScope): Lookup {
  return (name) => {
    const value = scope.build.get(name);
    if (value !== undefined || scope.empty.has(name) || scope.furtherBy === null) return value;
    return { kind: "unknown", reason: `${scope.furtherBy} may set ${name}` };
  };
}

/** The names in `$NAME` and `${NAME}`: forms that do not say what to take where nothing is set. */
function plainNames(raw: string): readonly string[] {
  return [...raw.matchAll(/\$(?:(\w+)|\{(\w+)\})/g)].map(([, bare, braced]) => bare ?? braced ?? "");
}

/**
 * ARG. A value given to the build wins over the default, the default over the ARG of that name before the first FROM;
 * without any of them an ENV of that name stays in force. As `dispatchArg` in BuildKit's dockerfile2llb/convert.go.
 */
export function declareArgs(scope: BuildScope, arg: ArgInstruction, inputs: BuildInputs): BuildScope {
  const build = new Map(scope.build);
  const empty = new Set(scope.empty);
  const now = { ...scope, build, empty };
  for (const { name, value } of arg.assignments) {
    const given = inputs.buildArgs.get(name);
    const text: Text | undefined =
      given !== undefined
        ? { kind: "known", text: given }
        : value !== null
          ? expandIn(now, value, inputs)
          : inputs.globals.build.get(name);
    if (text === undefined) empty.add(name);
    else build.set(name, text);
  }
  return now;
}

/** ENV. Every value is expanded with what was set before the instruction. */
export function setEnv(scope: BuildScope, instruction: EnvInstruction, inputs: BuildInputs): BuildScope {
  const values = instruction.assignments.map(
    ({ name, value }) => [name, expandIn(scope, value, inputs)] as const,
  );
  return { ...scope, env: new Map([...scope.env, ...values]), build: new Map([...scope.build, ...values]) };
}
