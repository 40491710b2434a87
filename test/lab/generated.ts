import { type LabRun, observe } from "./container.ts";
import { generateRuns } from "./generator/script.ts";
import { argvOf, type LabFile } from "./lab-case.ts";
import type { LabHost } from "./lab-host.ts";
import { observeAll } from "./measure.ts";
import { isAgreed, judgeRun, type Verdict } from "./model.ts";
import type { LabEvent, LabOutcome } from "./outcome.ts";

/** A script of which model and kernel say different things, and the kernel says it each time it is asked. */
export interface Disagreement {
  readonly run: LabRun;
  readonly kernel: LabOutcome;
  readonly model: Verdict;
}

export interface Comparison {
  readonly agreed: number;
  readonly unknown: readonly Disagreement[];
  /** Scripts that the kernel itself does not always treat alike. */
  readonly races: readonly Disagreement[];
  readonly disagreements: readonly Disagreement[];
}

/** Asks model and kernel about fresh scripts. What they do not agree on the kernel is asked again, many times. */
export async function compareGenerated(host: LabHost, seed: number, count: number): Promise<Comparison> {
  return compareRuns(host, generateRuns(seed, count));
}

export async function compareRuns(host: LabHost, runs: readonly LabRun[]): Promise<Comparison> {
  const observations = await observeAll(host, runs);
  const judged = runs.map((run, at) => ({
    run,
    kernel: observations[at]?.outcome ?? "no-start",
    model: judgeRun(run),
  }));
  const unknown = judged.filter(({ model }) => model.outcome === "unknown");
  const doubtful = judged.filter(
    ({ kernel, model }, at) =>
      model.outcome !== "unknown" &&
      !isAgreed(kernel, model.outcome) &&
      !(model.outcome === "none" && hasNoService(observations[at]?.events ?? [])),
  );
  const together = new Set(
    runs.filter((_, at) => {
      const events = observations[at]?.events ?? [];
      return endTogether(events) || (judged[at]?.kernel === "cut" && diesOfIt(events));
    }),
  );
  const open = doubtful.filter(({ run }) => !together.has(run));
  const confirmed = await confirm(host, open);
  return {
    agreed: judged.length - unknown.length - doubtful.length,
    unknown,
    races: doubtful.filter((one) => !confirmed.includes(one)),
    disagreements: confirmed,
  };
}

/** Nothing was there to hear of the stop, whatever the shell does then. */
function hasNoService(events: readonly LabEvent[]): boolean {
  return !events.some(({ who, what }) => what === "start" && who !== "container");
}

/**
 * Whether two of the same stand-in ran at the stop. They need the same time, so which of them an init sees end first is
 * a race, however often the kernel decides it alike.
 */
function endTogether(events: readonly LabEvent[]): boolean {
  const stop = events.findIndex(({ what }) => what === "stop");
  const started = events.slice(0, stop === -1 ? events.length : stop).filter(({ what }) => what === "start");
  const names = started.map(({ who }) => who).filter((who) => who !== "container");
  return new Set(names).size < names.length;
}

/** A service that dies of the signal by itself: where its container ends at that moment, SIGKILL may be there first. */
function diesOfIt(events: readonly LabEvent[]): boolean {
  return events.some(({ who, what }) => what === "start" && who === "plain-app");
}

/** What the model says to end by itself may be about to do so when the stop comes: it has five times as long. */
const LATE = 5;

/**
 * Those on which the kernel stays, with the stop a little earlier or later too: a sleep may end just then. A dozen
 * times, since some races are even: where one signal reaches bash and the child that it waits for, the trap may cut in
 * between the kernel's answer and bash's note of it, and then bash waits for a child that it no longer has, half the time.
 */
async function confirm(host: LabHost, doubtful: readonly Disagreement[]): Promise<Disagreement[]> {
  let confirmed = doubtful;
  const scales = [1, 0.8, 0.6, 1.25];
  for (const scale of [...scales, ...scales, ...scales]) {
    const again = await observeAll(
      host,
      confirmed.map(({ run }) => ({ ...run, labCase: { ...run.labCase, scale } })),
    );
    confirmed = confirmed.filter(({ kernel }, at) => again[at]?.outcome === kernel);
  }
  const late = await observeAll(
    host,
    confirmed.map(({ run }) => ({ ...run, labCase: { ...run.labCase, scale: LATE } })),
  );
  return confirmed.filter(
    ({ kernel, model }, at) => model.outcome !== "none" || late[at]?.outcome === kernel,
  );
}

/** A disagreement with fewer lines: each line that does not matter is taken out, many at a time where possible. */
export async function minimise(host: LabHost, disagreement: Disagreement): Promise<Disagreement> {
  // With a line less many a script does not start.
  if (disagreement.kernel === "no-start") return disagreement;
  for (let now = disagreement, size = Math.ceil(longest(now.run) / 2); ; ) {
    const smaller = await Promise.all(without(now.run, size).map((run) => stillDisagrees(host, now, run)));
    const next = smaller.find((one) => one !== null);
    if (next !== undefined && next !== null) now = next;
    else if (size === 1) return now;
    else size = Math.ceil(size / 2);
  }
}

/** The smaller run where both still say what they said; else it may be another disagreement. */
async function stillDisagrees(
  host: LabHost,
  before: Disagreement,
  run: LabRun,
): Promise<Disagreement | null> {
  const model = judgeRun(run);
  if (model.outcome !== before.model.outcome) return null;
  const { outcome: kernel } = await observe(host, run);
  return kernel === before.kernel ? { run, kernel, model } : null;
}

function longest({ labCase }: LabRun): number {
  return Math.max(...labCase.files.map(({ text }) => text.split("\n").length));
}

/** The run with some lines less, once for each place where they can be taken. */
function without(run: LabRun, size: number): LabRun[] {
  return run.labCase.files.flatMap((file) => {
    const lines = file.text.split("\n");
    const starts = lines.map((_, at) => at).filter((at) => at + size <= lines.length && lines.length > size);
    return starts.map((at) => withText(run, file, lines.toSpliced(at, size).join("\n")));
  });
}

function withText(run: LabRun, file: LabFile, text: string): LabRun {
  const { labCase } = run;
  const { command, files } = labCase;
  const isGiven = command.kind === "string" && file === files[0];
  return {
    ...run,
    labCase: {
      ...labCase,
      command: isGiven ? { ...command, text } : command,
      files: files.map((each) => (each === file ? { ...file, text } : each)),
    },
  };
}

/** Both answers and the whole script, to be read and to be made a case of. */
export function printDisagreement({ run, kernel, model }: Disagreement): string {
  const [text = "", ...others] = run.labCase.files.map((file) => file.text);
  const argv = argvOf(run.labCase, run.shell, run.below).map((word) => (word === text ? "TEXT" : word));
  return [
    `--- ${run.shell}: ${argv.join(" ")}: the kernel says ${kernel}, the model ${model.outcome} ${model.reason}`.trimEnd(),
    text.trimEnd(),
    ...others.map((other) => `with\n${other.trimEnd()}`),
  ].join("\n");
}
