import type { CommandInstruction, Instruction, SettingInstruction, Stage } from "../dockerfile/dockerfile.ts";
import type { Span, Text } from "../span.ts";
import type { Base } from "./base-image.ts";
import { type BuildInputs, type BuildScope, declareArgs, expandIn, scopeOf, setEnv } from "./build-scope.ts";
import type { BuildStep } from "./build-step.ts";
import { type FindSource, readCopyStep } from "./copy-step.ts";
import { joinWorkdir } from "./image-path.ts";
import { execWords, inheritedWords, inheritSetting, readSetting } from "./setting.ts";
import type { Image, Setting, StartWord } from "./start-command.ts";
import { canonicalSignal } from "./stop-signal.ts";

/** What a stage has built so far: the image's configuration, and the steps that made its files. */
export interface StageBuild {
  base: Base;
  /** The FROM that names `base`. */
  from: Span;
  scope: BuildScope;
  workdir: Text;
  user: Text;
  stopSignal: Image["stopSignal"];
  shell: readonly StartWord[] | null;
  entrypoint: Setting | null;
  cmd: Setting | null;
  /** An instruction of the chain has settled ENTRYPOINT, whatever the base sets. */
  entrypointSettled: boolean;
  /** CMD stands in this very stage. */
  cmdSetHere: boolean;
  steps: BuildStep[];
}

/** A stage built from an image: what its configuration hands down. */
export function buildFromImage(base: Base, from: Span): StageBuild {
  const { config, image } = base;
  const { stopSignal } = config ?? { stopSignal: null };
  return {
    base,
    from,
    scope: scopeOf(base),
    workdir: textOf(config === null ? null : (config.workdir ?? "/"), `${image} may set WORKDIR`),
    user: textOf(config === null ? null : (config.user ?? "root"), `${image} may set USER`),
    stopSignal:
      stopSignal === null
        ? { signal: "SIGTERM", origin: { kind: "docker" } }
        : { signal: stopSignal, origin: { kind: "image", image } },
    shell: inheritedWords(config?.shell ?? null, image),
    entrypoint: inheritSetting(config?.entrypoint ?? null, image),
    cmd: inheritSetting(config?.cmd ?? null, image),
    entrypointSettled: false,
    cmdSetHere: false,
    steps: [],
  };
}

/**
 * A stage built from an earlier one inherits all of it, ARG too: `dispatchState.init` in BuildKit's
 * dockerfile2llb/convert.go, and https://docs.docker.com/build/building/variables/#scoping.
 */
export function buildFromStage(parent: StageBuild): StageBuild {
  return { ...parent, cmdSetHere: false, steps: [...parent.steps] };
}

function textOf(text: string | null, reason: string): Text {
  return text === null ? { kind: "unknown", reason } : { kind: "known", text };
}

/** Applies one instruction to what the stage has built so far. ONBUILD waits for the next stage. */
export function applyInstruction(
  build: StageBuild,
  instruction: Instruction,
  inputs: BuildInputs,
  findSource: FindSource,
): void {
  switch (instruction.kind) {
    case "entrypoint":
    case "cmd":
      applyCommand(build, instruction);
      return;
    case "shell":
      build.shell = instruction.argv.length === 0 ? null : execWords(instruction.argv);
      return;
    case "workdir":
    case "user":
    case "stopsignal":
      applySetting(build, instruction, inputs);
      return;
    case "env":
      build.scope = setEnv(build.scope, instruction, inputs);
      return;
    case "arg":
      build.scope = declareArgs(build.scope, instruction, inputs);
      return;
    case "run": {
      const { command, heredocs, span } = instruction;
      const { workdir, scope } = build;
      build.steps.push({ kind: "run", command, heredocs, workdir, env: scope.build, span });
      return;
    }
    case "copy":
    case "add":
      build.steps.push(readCopyStep(instruction, build, inputs, findSource));
      return;
    case "onbuild":
    case "other":
      return;
  }
}

/**
 * ENTRYPOINT drops a CMD that an image or an earlier stage handed down, and keeps one that stands in this stage, above or
 * below it: `dispatchEntrypoint` and `dispatchCmd` in BuildKit's dockerfile2llb/convert.go (`d.cmd.IsSet`), and `cmdSet`
 * in the classic builder.
 */
function applyCommand(build: StageBuild, { kind, command, span }: CommandInstruction): void {
  const setting = readSetting(command, build.shell, span);
  if (kind === "cmd") {
    build.cmd = setting;
    build.cmdSetHere = true;
    return;
  }
  build.entrypoint = setting;
  build.entrypointSettled = true;
  if (!build.cmdSetHere) build.cmd = null;
}

function applySetting(
  build: StageBuild,
  { kind, value, span }: SettingInstruction,
  inputs: BuildInputs,
): void {
  const text = expandIn(build.scope, value, inputs);
  if (kind === "workdir") {
    build.workdir = joinWorkdir(build.workdir, text);
    build.steps.push({ kind: "workdir", path: build.workdir, span });
  } else if (kind === "user") build.user = text;
  else {
    const signal = text.kind === "known" ? canonicalSignal(text.text) : value.raw;
    build.stopSignal = { signal, origin: { kind: "file", span: value.span } };
  }
}

/** The image at the end of a stage; `stage` null where it is only named. */
export function imageOf(build: StageBuild, stage: Stage | null): Image {
  const { base, scope, workdir, user, stopSignal, steps } = build;
  return { stage, base, env: scope.env, workdir, user, stopSignal, steps };
}
