import { byCodeUnit } from "../context/code-units.ts";
import type { LintResult, Severity } from "../diagnostic.ts";
import { type Fingerprint, fingerprinter } from "./fingerprint.ts";
import { type Place, placesIn } from "./places.ts";

/** A finding or a problem, for formats that know one kind of thing only. */
export interface Entry {
  /** `problem` for what siglint itself could not read. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string | null;
  readonly place: Place;
  readonly trace: readonly { readonly place: Place; readonly text: string }[];
  readonly fingerprint: Fingerprint;
}

/** What an entry says, and what to do, for formats that have one text only. */
export function linesOf({ message, help }: Entry): readonly string[] {
  return help === null ? [message] : [message, `Help: ${help}`];
}

/** The findings, then the problems. */
export function entriesOf({ findings, problems, sources }: LintResult): readonly Entry[] {
  const places = placesIn(sources);
  const fingerprint = fingerprinter(places);
  return [
    ...findings.map(({ rule, severity, message, help, span, trace }) => ({
      ...{ rule, severity, message, help },
      place: places.of(span),
      trace: trace.map((step) => ({ place: places.of(step.span), text: step.text })),
      fingerprint: fingerprint(rule, span.file, span),
    })),
    ...problems.map(({ file, span, message, fatal }) => ({
      ...{
        rule: "problem",
        severity: fatal ? ("error" as const) : ("warning" as const),
        message,
        help: null,
      },
      place: places.ofProblem({ file, span }),
      trace: [],
      fingerprint: fingerprint("problem", file, span),
    })),
  ];
}

/** Entries by the file they stand in, files in the order of the alphabet. */
export function byFile(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { file } = entry.place;
    const others = found.get(file);
    if (others === undefined) found.set(file, [entry]);
    else others.push(entry);
  }
  return new Map([...found].sort(([one], [other]) => byCodeUnit(one, other)));
}
