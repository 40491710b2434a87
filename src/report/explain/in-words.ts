import type { ProcessNode, SettingSource, SourcedWord, TargetExplanation } from "../../explanation.ts";
import type { Span } from "../../span.ts";
import type { ShellName } from "../../start/base-image.ts";
import type { Places } from "../places.ts";
import { visible } from "../visible.ts";

/** `docker/start.sh:12`, safe on a terminal. */
export function placeInWords(span: Span, places: Places): string {
  const { file, line } = places.of(span);
  return `${visible(file)}:${line}`;
}

/** `CMD, Dockerfile:5`, `CMD of nginx:1.27`; what Docker sets by itself is `byDocker`. */
export function sourceInWords(source: SettingSource, places: Places, byDocker: string): string {
  switch (source.kind) {
    case "instruction":
      return `${source.instruction}, ${placeInWords(source.span, places)}`;
    case "image":
      return `${source.instruction} of ${visible(source.image)}`;
    case "docker":
      return byDocker;
  }
}

/** The start command in stretches that come from one place, quoted as a shell would ask for it. */
export function wordsBySource(
  words: readonly SourcedWord[],
  places: Places,
): readonly { readonly text: string; readonly source: string }[] {
  const stretches: { text: string; source: string }[] = [];
  for (const word of words) {
    const text = shortened(visible(shellWord(word.text)));
    const source = sourceInWords(word.source, places, "Docker's own, in front of shell form");
    const last = stretches.at(-1);
    if (last?.source === source) last.text += ` ${text}`;
    else stretches.push({ text, source });
  }
  return stretches;
}

const titles: Readonly<Record<ShellName, string>> = { ash: "busybox ash", bash: "bash", dash: "dash" };

/** `start.sh (dash)`, `bash`, `a subshell of start.sh (dash)`. */
export function nameInWords({ name, shell, subshell }: ProcessNode): string {
  const own = visible(name);
  const titled = shell === null || shell === name ? own : `${own} (${titles[shell]})`;
  return subshell ? `subshell of ${titled}` : titled;
}

/** What `/bin/sh` is and how that is known; where it is not known, what each shell leads to. */
export function binShInWords({ base, shells, shown }: TargetExplanation): string {
  const because = visible(base.because);
  if (base.sh !== "unknown") return because;
  const byOutcome = new Map<string, string[]>();
  for (const [shell, outcome] of shells)
    byOutcome.set(outcome, [...(byOutcome.get(outcome) ?? []), titles[shell]]);
  const verdicts = [...byOutcome].map(([outcome, on]) => `${outcome} on ${listed(on)}`);
  const on = shown?.shell == null || byOutcome.size < 2 ? "" : `; shown is ${titles[shown.shell]}`;
  return verdicts.length === 0
    ? `not known, as ${because}`
    : `not known, as ${because}: ${verdicts.join(", ")}${on}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const LONGEST = 72;

/** A condition on one line, cut where it is long. */
export function onOneLine(text: string): string {
  return shortened(visible(text.replace(/\s+/g, " ")));
}

function shortened(line: string): string {
  const characters = [...line];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : line;
}
