import type { LintResult } from "../diagnostic.ts";
import { type FixRun, fixAll, type LintAgain } from "../fix/fix-all.ts";
import { quantity } from "../report/quantity.ts";
import { visible, visibleLines } from "../report/visible.ts";
import type { LintInvocation } from "./arguments/invocation.ts";
import { meantCommand } from "./arguments/meant-command.ts";
import { severityRanks, thresholds } from "./arguments/options.ts";
import type { Engine, LintOptions, TargetOptions } from "./engine.ts";
import type { Io } from "./io.ts";
import type { KnownFindings, Opened } from "./known-findings.ts";
import { isNotDone } from "./not-done.ts";
import { progressLine } from "./progress-line.ts";
import { refuse } from "./refuse.ts";
import { reportAll } from "./report-all.ts";
import { readRequest, STDIN_TOO_LARGE } from "./request.ts";
import { listFiles, tellResolved } from "./tell-resolved.ts";

/** With fewer than that the most memory is taken by siglint itself. */
const MANY_FILES = 2000;

/** Lints, fixes and reports; gives the exit code. */
export async function runLint(invocation: LintInvocation, io: Io, engine: Engine): Promise<number> {
  const read = engine.readRuleLevels(invocation.rules);
  if (!read.ok) return refuse(io, read.message);
  const asked = await readRequest(invocation, io);
  if (asked === null) return refuse(io, STDIN_TOO_LARGE);
  const request = { ...asked, levels: read.levels };
  const meant = meantCommand(invocation.paths, io);
  if (meant !== null) return refuse(io, meant);
  if (invocation.listFiles) return listFiles(request, io, engine);
  if (invocation.verbose) await tellResolved(request, io, engine);
  const opened = await openKnown(invocation, request);
  if (opened !== null && !opened.ok) return refuse(io, opened.message);
  const known = opened?.known ?? null;
  const lint = linterFor(request, known, io, engine);
  if (invocation.diff) return showDiff(lint, request, invocation, io);

  const run = invocation.fix
    ? await fixAll(lint, { unsafe: invocation.unsafeFixes, mayEdit: await editable(request, io) })
    : { result: await lint(new Map()), fixed: 0, changes: [] };
  const written = await writeAll(run, io);
  // Where a file could not be written, what was found in it is still there.
  const result = written ? run.result : await lint(new Map());
  const shown = invocation.quiet ? errorsOf(result) : result;
  const reported = await reportAll(shown, invocation, io, engine);
  if (result.targets > 0) io.keepCompiled();
  const closed = known === null ? NOTHING_KEPT : await io.uninterrupted(known.close);
  if (closed.message !== null) io.err(`${visible(closed.message)}\n`);
  const code = written && reported && closed.ok ? exitCode(result, request, invocation) : 2;
  if (onlyTells(invocation)) io.rememberRun();
  return code;
}

/** Without a baseline there is nothing to write down at the end, and nothing to say of it. */
const NOTHING_KEPT = { ok: true, message: null };

/** Lints what is asked for, with these texts in the place of files, and shows how far it is; what is known is left out. */
function linterFor(request: LintOptions, known: KnownFindings | null, io: Io, engine: Engine): LintAgain {
  const progress = progressLine(io);
  const show = (judged: number, files: number): void => {
    if (judged === 0 && files >= MANY_FILES) io.saveMemory();
    progress.show(judged, files);
  };
  return async (texts) => {
    const all = { ...request, texts: new Map([...request.texts, ...texts]), progress: show };
    const result = await engine.lint(all);
    progress.clear();
    return known === null ? result : known.hide(result);
  };
}

/** Prints what `--fix` would change; gives the exit code, which is that of the files as they are. */
async function showDiff(
  lint: LintAgain,
  request: TargetOptions,
  invocation: LintInvocation,
  io: Io,
): Promise<number> {
  const before = await lint(new Map());
  const { changes } = await fixAll(lint, {
    unsafe: invocation.unsafeFixes,
    mayEdit: await editable(request, io),
  });
  const { unifiedDiff } = await import("../fix/unified-diff.ts");
  const diff = unifiedDiff(changes.flat());
  // A patch is made of the bytes of the files; a reader is safe from them.
  io.out(io.stdoutIsTerminal ? visibleLines(diff) : diff);
  return exitCode(before, request, invocation);
}

/** Whether such a run leaves nothing behind but what it says. */
function onlyTells({ cache, fix, updateBaseline, outputs }: LintInvocation): boolean {
  return cache && !fix && !updateBaseline && outputs.every(({ file }) => file === null);
}

async function openKnown(
  { baseline, updateBaseline }: LintInvocation,
  options: LintOptions,
): Promise<Opened | null> {
  if (baseline === null) return null;
  const { openBaseline } = await import("./known-findings.ts");
  return openBaseline(baseline, updateBaseline, options);
}

/** Tells once about each file that a fix would need, but that siglint does not change. */
async function editable({ texts }: TargetOptions, io: Io): Promise<(file: string) => boolean> {
  const { refusal } = await import("./write/write-files.ts");
  const answers = new Map([...texts.keys()].map((file) => [file, true]));
  return (file) => {
    const known = answers.get(file);
    if (known !== undefined) return known;
    const why = refusal(io.cwd, file);
    if (why !== null) io.err(`siglint: ${visible(file)} is left alone: ${why}.\n`);
    answers.set(file, why === null);
    return why === null;
  };
}

/** Whether everything that was to be written is. */
async function writeAll({ changes, fixed }: FixRun, io: Io): Promise<boolean> {
  if (changes.length === 0) return true;
  const { writeChanges } = await import("./write/write-files.ts");
  const failed = await io.uninterrupted(() => changes.flatMap((set) => writeChanges(io.cwd, set)));
  for (const { file, why } of failed) io.err(`siglint: ${visible(file)} is left alone: ${why}.\n`);
  const count = changes.flat().length - failed.length;
  if (failed.length === 0 && fixed > 0)
    io.err(`Made ${quantity(fixed, "fix")} in ${quantity(count, "file")}.\n`);
  return failed.length === 0;
}

/** What `--quiet` leaves of a result; the exit code is still that of the whole. */
function errorsOf(result: LintResult): LintResult {
  const findings = result.findings.filter(({ severity }) => severity === "error");
  return { ...result, findings, unshown: result.findings.length - findings.length };
}

function exitCode(result: LintResult, request: TargetOptions, { failOn }: LintInvocation): number {
  if (isNotDone(result.problems, request)) return 2;
  return result.findings.some(({ severity }) => severityRanks[severity] <= thresholds[failOn]) ? 1 : 0;
}
