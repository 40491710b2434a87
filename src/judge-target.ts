import type { Settings } from "./config/settings.ts";
import type { FileTree } from "./context/file-tree.ts";
import type { TargetId } from "./diagnostic.ts";
import type { Dockerfile } from "./dockerfile/dockerfile.ts";
import type { MappedText } from "./mapped-text.ts";
import { playedScripts } from "./played-scripts.ts";
import { findBreaks } from "./process/breaks/find-breaks.ts";
import { findDeadCode } from "./process/dead-code.ts";
import { findNotes } from "./process/notes/find-notes.ts";
import { playOtherCommands, playStop } from "./process/play-stop.ts";
import { DOCKER_TIMING } from "./process/scene.ts";
import { findShellForms } from "./process/shell-form.ts";
import { roughStops, signalFaultOf } from "./process/signal-faults.ts";
import type { Stop } from "./process/stop.ts";
import { findContext } from "./script/find-context.ts";
import { imageFiles } from "./script/image-files.ts";
import type { ContextChoice, ImageFiles, Located } from "./script/located.ts";
import { recordFiles } from "./script/recorded-files.ts";
import { parseShell, syntaxErrors } from "./shell/parse.ts";
import type { ShellName } from "./start/base-image.ts";
import type { Start } from "./start/start-command.ts";
import { findStartFaults } from "./start-faults/find-start-faults.ts";
import { whyNotStarted } from "./start-faults/why-not-started.ts";
import type { Target } from "./target.ts";

/** What is asked of every target. */
export interface JudgeOptions {
  readonly tree: FileTree;
  /** `--context`; null to look for it. */
  readonly context: string | null;
  /** Judge as if `/bin/sh` were this shell; null for the base image's own. */
  readonly shell: ShellName | null;
}

export interface Judged {
  readonly target: Target;
  /** The scripts that were played, and strings of the Dockerfile that are scripts. */
  readonly scripts: readonly MappedText[];
  readonly unread: readonly Exclude<Located, { kind: "text" }>[];
  /** The build context, and how it was chosen. */
  readonly context: ContextChoice;
}

/** Follows the start command of a stage into its scripts and plays the stop: stages 4 to 6 of the line. */
export function judgeTarget(
  id: TargetId,
  dockerfile: Dockerfile,
  start: Start,
  { tree, context, shell }: JudgeOptions,
  settings: Settings,
): Judged {
  const choice = findContext(dockerfile.file, start.image, tree, context ?? settings.context);
  const files = imageFiles(start.image, tree, choice, dockerfile.file);
  const recorded = recordFiles(files);
  const shellMissing = shell === null && lacksShell(start, recorded.files);
  const played = playStart(start, { files: recorded.files, shell, settings }, shellMissing);
  const texts = recorded.texts().map((text) => text.file);
  const sources = new Map([
    [dockerfile.file, dockerfile.text],
    ...texts.flatMap((file) => {
      const read = tree.read(file);
      return read.ok && file !== dockerfile.file ? [[file, read.text] as const] : [];
    }),
  ]);
  const shellForms = findShellForms(start, { plays: played.plays, files: recorded.files, sources });
  const scripts = [...playedScripts(recorded, played), ...shellForms.map(({ string }) => string)];
  const broken = scripts.find((script) => syntaxErrors(parseShell(script)).length > 0);
  const stop: Stop = broken === undefined ? played : { ...played, outcome: "unknown" };
  const signalFault = signalFaultOf(stop, start);
  const breaks =
    signalFault === null ? findBreaks(stop, { start, shellForms, sources, files: recorded.files }) : [];
  const unreadable = broken?.file ?? null;
  const facts = { dockerfile, start, files, tree, context: choice, scripts, shellForms };
  const startFaults = findStartFaults(facts);
  const target: Target = {
    id,
    start,
    // What cannot start comes to nothing, though the rest of it is judged as well.
    stop: whyNotStarted(start, startFaults) === null ? stop : { ...stop, outcome: "none", others: [] },
    shellMissing,
    breaks,
    notes: findNotes(stop, start, scripts),
    deadCode: findDeadCode(scripts),
    startFaults,
    signalFaults: signalFault === null ? roughStops(stop, start) : [signalFault],
    shellForms,
    sources,
    unreadable,
  };
  return { target, scripts, unread: recorded.others(), context: choice };
}

const ALL_SHELLS: readonly ShellName[] = ["dash", "bash", "ash"];

interface PlayOptions extends Pick<JudgeOptions, "shell"> {
  readonly files: ImageFiles;
  readonly settings: Settings;
}

function playStart(start: Start, { files, shell, settings }: PlayOptions, shellMissing: boolean): Stop {
  const { image, command } = start;
  const { base, env, workdir, user } = image;
  const stopSignal = image.stopSignal.signal;
  if (command === null || shellMissing) {
    const { grace } = settings;
    return { outcome: "unknown", plays: [], others: [], signal: stopSignal, grace, byShell: new Map() };
  }
  const { sh } = base;
  const shells = shell !== null ? [shell] : sh.kind === "known" ? [sh.shell] : ALL_SHELLS;
  const timing = { ...DOCKER_TIMING, ...(settings.grace !== null && { grace: settings.grace }) };
  const { argv } = command;
  const given = { argv, base, env, workdir, user, stopSignal, files, timing };
  const scene = { ...given, services: new Map(), programs: settings.programs, outside: "open" } as const;
  const others = playOtherCommands(scene, shells, command.entrypoint?.words.length ?? 0);
  return { ...playStop(scene, shells), others, grace: settings.grace };
}

/** The start command needs a shell, and neither the base image nor a step of the Dockerfile brings one. */
function lacksShell({ image, command }: Start, files: ImageFiles): boolean {
  const program = command?.argv[0]?.text ?? "";
  if (image.base.sh.kind !== "none" || !/^(\/(usr\/)?bin\/)?(ba|da|a)?sh$/.test(program)) return false;
  const located = files.findCommand(program, null);
  if (located.kind === "missing") return true;
  // Only the FROM is left to bring it, and that image is known to have none.
  return located.kind === "unknown" && located.place?.start === image.stage?.from.start;
}
