import type {
  Conduct,
  NestedCommand,
  ServiceCommand,
  ServiceOnStop,
  Source,
  SupervisorOnStop,
  Surroundings,
} from "./conduct.ts";
import { type Grammar, hasOption, type Options, readArguments } from "./option-grammar.ts";

/** One start of a program. */
export interface Call {
  /** The base name of `argv[0]`. */
  readonly name: string;
  readonly argv: readonly string[];
  readonly around: Surroundings;
}

/** What siglint knows of a program, under one or more names. */
export interface ProgramRow {
  readonly names: readonly string[];
  /** What it mostly does; `varies` where its arguments decide. */
  readonly kind: Conduct["kind"] | "varies";
  readonly source: Source;
  readonly conduct: (call: Call) => Conduct;
}

type Supervision = Pick<Extract<Conduct, { kind: "supervises" }>, "onStop" | "childLeads">;

/** What an option changes in a wrapper's conduct. */
export type Variant =
  | ({ readonly options: string } & Partial<Supervision>)
  | { readonly options: string; readonly replaces: true };

export const MEASURED = "measured";
/** `MEASURED`, or a link to where it is documented. */
export type How = typeof MEASURED | `https://${string}`;

export const FORWARDS: SupervisorOnStop = { kind: "forwards", to: "child" };
export const FORWARDS_TO_ALL: SupervisorOnStop = { kind: "forwards", to: "all" };
export const FORWARDS_TO_GROUP: SupervisorOnStop = { kind: "forwards", to: "group" };
export const LEAVES: SupervisorOnStop = { kind: "leaves" };
export const SWALLOWS: SupervisorOnStop = { kind: "swallows" };
export const DEFAULT: SupervisorOnStop = { kind: "default" };
export const ENDS: ServiceOnStop = { kind: "ends" };
/** No handler at all. */
export const UNHANDLED: ServiceOnStop = { kind: "default" };

export const BRIEF: Conduct = { kind: "brief", exit: "either" };
export const STRANGER: Extract<Conduct, { kind: "stranger" }> = { kind: "stranger" };

export function sourceOf(how: How, program: string): Source {
  return how === MEASURED ? { kind: "measured", program } : { kind: "documented", link: how };
}

export function unknown(reason: string): Conduct {
  return { kind: "unknown", reason };
}

/** A row whose conduct is worked out by a function. */
export function varying(
  names: string,
  how: How,
  conduct: (call: Call, source: Source) => Conduct,
  kind: ProgramRow["kind"] = "varies",
): ProgramRow {
  const all = names.split(" ");
  const source = sourceOf(how, all[0] ?? "");
  return { names: all, kind, source, conduct: (call) => conduct(call, source) };
}

/** Programs that become their command. */
export function replacing(names: string, how: How, grammar: Grammar = {}): ProgramRow {
  return varying(
    names,
    how,
    ({ argv }, source) => {
      const found = readArguments(argv, grammar);
      if (found.kind === "unknown") return found;
      return found.from === null ? BRIEF : becomes({ kind: "rest", from: found.from }, source);
    },
    "replaces",
  );
}

/** Programs that start their command as a child and stay. */
export function supervising(
  names: string,
  how: How,
  onStop: SupervisorOnStop,
  childLeads: Supervision["childLeads"],
  grammar: Grammar = {},
  variants: readonly Variant[] = [],
): ProgramRow {
  return varying(
    names,
    how,
    ({ argv }, source) => {
      const found = readArguments(argv, grammar);
      if (found.kind === "unknown") return found;
      if (found.from === null) return BRIEF;
      const command: NestedCommand = { kind: "rest", from: found.from };
      return supervisesAs(command, { onStop, childLeads }, variants, found.options, source);
    },
    "supervises",
  );
}

function supervisesAs(
  command: NestedCommand,
  usual: Supervision,
  variants: readonly Variant[],
  options: Options,
  source: Source,
): Conduct {
  let supervision = usual;
  for (const variant of variants) {
    if (!hasOption(options, variant.options)) continue;
    if ("replaces" in variant) return becomes(command, source);
    supervision = {
      onStop: variant.onStop ?? supervision.onStop,
      childLeads: variant.childLeads ?? supervision.childLeads,
    };
  }
  return supervises([command], supervision.onStop, source, supervision.childLeads);
}

export function becomes(command: NestedCommand, source: Source): Extract<Conduct, { kind: "replaces" }> {
  return { kind: "replaces", command, source };
}

export function supervises(
  commands: readonly ServiceCommand[],
  onStop: SupervisorOnStop,
  source: Source,
  childLeads: Supervision["childLeads"] = "nothing",
): Extract<Conduct, { kind: "supervises" }> {
  return { kind: "supervises", commands, onStop, childLeads, source };
}

export function serves(source: Source, onStop: ServiceOnStop = ENDS): Conduct {
  return { kind: "service", onStop, source };
}

/** No handler but for SIGINT, which ends it as Ctrl-C does: programs in Python without a handler of their own, `php -S`. */
export function untilInterrupted({ signal }: Surroundings): ServiceOnStop {
  return signal === "SIGINT" ? ENDS : { kind: "default", endsOn: "INT" };
}

export function detaches(service: string, source: Source, onStop: ServiceOnStop = ENDS): Conduct {
  return { kind: "detaches", service, onStop, source };
}

export function words(...argv: readonly string[]): NestedCommand {
  return { kind: "words", argv };
}

/** A shell command line that is put together, so that it stands in no file: `sh -c text`. */
export function commandLine(text: string, shell = "/bin/sh"): NestedCommand {
  return { kind: "string", text, shell, args: [], mapped: null };
}

/** The services that a supervisor finds in its configuration; siglint counts them as one. */
export function servicesOf(supervisor: string): NestedCommand {
  return words(`${SERVICES_OF}${supervisor}`);
}

/** Begins the name of what `servicesOf` makes up. */
export const SERVICES_OF = "services of ";
