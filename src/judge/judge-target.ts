import { isInArchive } from "../archive/described-image.ts";
import type { Settings } from "../config/settings.ts";
import type { Container, ContainerText } from "../container/container.ts";
import type { FileTree } from "../context/file-tree.ts";
import type { TargetId } from "../diagnostic.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import type { MappedText } from "../mapped-text.ts";
import { findBreaks } from "../process/breaks/find-breaks.ts";
import { findDeadCode } from "../process/dead-code.ts";
import { findNotes } from "../process/notes/find-notes.ts";
import { doubtOuterVariables } from "../process/outer-variables.ts";
import { playStop } from "../process/play-stop.ts";
import { type AnnotatedFile, annotateServiceFile } from "../process/programs/service-files/annotated-file.ts";
import { DOCKER_TIMING } from "../process/scene.ts";
import { findShellForms } from "../process/shell-form.ts";
import { roughStops, signalFaultOf } from "../process/signal-faults.ts";
import type { Stop } from "../process/stop.ts";
import { findContext } from "../script/find-context.ts";
import { imageFiles } from "../script/image-files.ts";
import type { ContextChoice, ImageFiles, Located } from "../script/located.ts";
import { recordFiles } from "../script/recorded-files.ts";
import { parseShell, syntaxErrors } from "../shell/parse.ts";
import { archivesOf } from "../start/archived-base.ts";
import type { ShellName } from "../start/base-image.ts";
import type { Start, StartCommand } from "../start/start-command.ts";
import { findStartFaults } from "../start-faults/find-start-faults.ts";
import { whyNotStarted } from "../start-faults/why-not-started.ts";
import type { Target } from "../target.ts";
import { playedScripts } from "./played-scripts.ts";

/** What is judged: what starts, and the files that say so. */
export interface Subject {
  readonly id: TargetId;
  readonly start: Start;
  /** What builds the image; null for an image that is only named. */
  readonly dockerfile: Dockerfile | null;
  /** What runs it; null where it is judged as the Dockerfile has it. */
  readonly container: Container | null;
  /** The build context, where the container's file names it. */
  readonly context: ContextChoice | null;
  /** The texts of the container's file, and of what that takes in. */
  readonly texts: readonly ContainerText[];
}

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
  readonly subject: Subject;
  /** The scripts that were played, and strings of the Dockerfile that are scripts. */
  readonly scripts: readonly MappedText[];
  /** What lists services for a supervisor. */
  readonly serviceFiles: readonly AnnotatedFile[];
  readonly unread: readonly Exclude<Located, { kind: "text" }>[];
  /** The build context, and how it was chosen. */
  readonly context: ContextChoice;
}

/** The build context that somebody has named. */
function contextAsked(tree: FileTree, option: string | null, settings: Settings): ContextChoice | null {
  if (option !== null) return { root: tree.locate(option), because: "--context names it" };
  if (settings.context === null) return null;
  return { root: settings.context, because: "the configuration names it" };
}

/** Follows the start command of a target into its scripts and plays the stop: stages 4 to 6 of the line. */
export function judgeTarget(
  subject: Subject,
  { tree, context, shell }: JudgeOptions,
  settings: Settings,
): Judged {
  const { id, start, dockerfile, container } = subject;
  const choice = chooseContext(subject, tree, contextAsked(tree, context, settings));
  const files = imageFiles(start.image, tree, choice, dockerfile?.file ?? null, container?.mounts);
  const recorded = recordFiles(files);
  const shellMissing = shell === null && lacksShell(start, recorded.files);
  const played = playStart(subject, { files: recorded.files, shell, settings }, shellMissing);
  const sources = sourcesOf(subject, recorded.texts(), tree);
  const shellForms = findShellForms(start, { plays: played.plays, files: recorded.files, sources });
  const scripts = [...playedScripts(recorded, played), ...shellForms.map(({ string }) => string)];
  const broken = scripts.find((script) => syntaxErrors(parseShell(script)).length > 0);
  const stop: Stop = broken === undefined ? played : { ...played, outcome: "unknown" };
  const signalFault = signalFaultOf(stop, start);
  // What only lacks time takes the right way.
  const breaks =
    signalFault === null && stop.needs === null
      ? findBreaks(stop, {
          start,
          shellForms,
          sources,
          files: recorded.files,
          addInit: container?.addInit ?? null,
          setStopSignal: start.place.file === id.file ? (container?.setStopSignal ?? null) : null,
        })
      : [];
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
    notes: findNotes(stop, start, scripts, {
      grace: container?.grace ?? null,
      preStop: container?.preStop?.find(({ within }) => within)?.span ?? null,
    }),
    deadCode: findDeadCode(scripts, stop, container !== null),
    startFaults,
    overrideFault: null,
    signalFaults: signalFault === null ? roughStops(stop, start) : [signalFault],
    shellForms,
    sources,
    unreadable,
  };
  const serviceFiles = recorded.texts().flatMap((text) => annotateServiceFile(text) ?? []);
  return { target, subject, scripts, serviceFiles, unread: recorded.others(), context: choice };
}

function chooseContext(
  { start, dockerfile, container, context }: Subject,
  tree: FileTree,
  asked: ContextChoice | null,
): ContextChoice {
  if (dockerfile === null)
    return (
      context ?? { root: null, because: `${start.image.base.image} is not built from a Dockerfile here` }
    );
  if (context !== null && (asked === null || container !== null)) return context;
  return findContext(dockerfile.file, start.image, tree, asked);
}

/** The texts of all files that spans of the target may speak of. */
function sourcesOf(
  { dockerfile, texts, start }: Subject,
  read: readonly MappedText[],
  tree: FileTree,
): ReadonlyMap<string, string> {
  const archives = archivesOf(start.image);
  const sources = new Map(texts.map(({ file, text }) => [file, text]));
  for (const archive of archives) sources.set(archive.file, archive.text);
  if (dockerfile !== null && !sources.has(dockerfile.file)) sources.set(dockerfile.file, dockerfile.text);
  for (const { file, text } of read) {
    if (archives.some((archive) => isInArchive(archive, file))) {
      sources.set(file, text);
      continue;
    }
    const result = sources.has(file) ? null : tree.read(file);
    if (result?.ok === true) sources.set(file, result.text);
  }
  return sources;
}

const ALL_SHELLS: readonly ShellName[] = ["dash", "bash", "ash"];

interface PlayOptions extends Pick<JudgeOptions, "shell"> {
  readonly files: ImageFiles;
  readonly settings: Settings;
}

function playStart(
  { start, container }: Subject,
  { files, shell, settings }: PlayOptions,
  shellMissing: boolean,
): Stop {
  const { image, command } = start;
  const { base, env, workdir, user } = image;
  const stopSignal = image.stopSignal.signal;
  const grace = graceOf(container, settings);
  if (command === null || shellMissing) {
    return {
      outcome: "unknown",
      plays: [],
      others: [],
      signal: stopSignal,
      grace,
      needs: null,
      hookNeeds: null,
      byShell: new Map(),
    };
  }
  const { sh } = base;
  const shells = shell !== null ? [shell] : sh.kind === "known" ? [sh.shell] : ALL_SHELLS;
  const timing = {
    ...DOCKER_TIMING,
    ...(grace !== null && { grace }),
    ...(container?.id.kind === "kubernetes" && { least: KUBELET_LEAST }),
  };
  const { argv } = command;
  const pidNamespace = container?.pidNamespace ?? "own";
  const preStop = container?.preStop ?? [];
  const given = {
    ...{ argv, base, env, workdir, user, stopSignal, files, pidNamespace, timing },
    preStop,
    runsToEnd: container?.runsToEnd === true,
    terminal: container?.terminal === true,
  };
  const scene = { ...given, services: new Map(), programs: settings.programs, outside: "open" } as const;
  // Nobody gives a container that a file describes another command.
  const fixed = container === null ? { fixedWords: fixedWords(command) } : {};
  const stop = playStop({ ...scene, ...fixed }, shells);
  const outer = container?.outerVariables ?? null;
  return { ...(outer === null ? stop : doubtOuterVariables(stop, outer, scene, shells)), grace };
}

/** Seconds: what the container's file says, else what is configured, else the default of the container's kind, if any. */
function graceOf(container: Container | null, settings: Settings): number | null {
  const own = container?.grace ?? null;
  return own === null || own.span === null ? (settings.grace ?? own?.seconds ?? null) : own.seconds;
}

/** `minimumGracePeriodInSeconds` in Kubernetes' pkg/kubelet/kuberuntime/kuberuntime_container.go. */
const KUBELET_LEAST = 2;

/** How many words of a start command stay whatever command is given to the container. */
function fixedWords({ init, entrypoint }: StartCommand): number {
  return entrypoint === null ? 0 : init.length + entrypoint.words.length;
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
