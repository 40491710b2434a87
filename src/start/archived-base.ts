import { posix } from "node:path";
import type { DescribedImage } from "../archive/described-image.ts";
import { decodeExecForm } from "../dockerfile/exec-form.ts";
import { sliceMapped, wholeFile } from "../mapped-text.ts";
import type { Base, BinSh, ShellName } from "./base-image.ts";
import { NO_OVERLAY, type Overlay, type Override } from "./overlay.ts";
import { execWords } from "./setting.ts";
import type { Image } from "./start-command.ts";
import { canonicalSignal } from "./stop-signal.ts";

/** What an image out of an archive hands down: all of it is known. `name` is what FROM calls it. */
export function archivedBase(archived: DescribedImage, name: string): Base {
  const { config } = archived.image;
  const { entrypoint, cmd, shell, workdir, user, stopSignal, env } = config;
  return {
    image: name,
    sh: binShOf(archived, name),
    bash: BASH.some((path) => archived.image.look(path).node?.kind === "file") ? "present" : "absent",
    config: {
      entrypoint,
      cmd,
      shell,
      workdir,
      user,
      stopSignal: stopSignal === null ? null : canonicalSignal(stopSignal),
      env: Object.fromEntries(env),
      envIsWhole: true,
    },
    entrypointConduct: null,
    assumption: null,
    archived,
  };
}

/** The archives that an image has files from: that of its base, and of the stages that it copies from. */
export function archivesOf(image: Image, seen: Set<Image> = new Set()): readonly DescribedImage[] {
  if (seen.has(image)) return [];
  seen.add(image);
  const sources = image.steps.flatMap((step) =>
    (step.kind === "copy" || step.kind === "add") && step.from.kind === "stage" ? [step.from.image] : [],
  );
  const own = image.base.archived === undefined ? [] : [image.base.archived];
  return [...new Set([...own, ...sources.flatMap((source) => archivesOf(source, seen))])];
}

const BASH = ["/bin/bash", "/usr/bin/bash", "/usr/local/bin/bash"];

/** A name that `/bin/sh` leads to, or that stands for the same file, as in the busybox image. */
function binShOf({ image }: DescribedImage, name: string): BinSh {
  const { node, path } = image.look("/bin/sh");
  if (node?.kind !== "file") return { kind: "none", because: `${name} has no /bin/sh` };
  const names = [path, ...SHELLS.filter((shell) => image.look(shell).node === node)];
  for (const each of names) {
    const shell = shellNamed(posix.basename(each));
    if (shell !== null) return { kind: "known", shell, because: `/bin/sh of ${name} is ${each}` };
  }
  return { kind: "unknown", because: `/bin/sh of ${name} is ${path}, a shell that siglint does not know` };
}

const SHELLS = [
  "/bin/busybox",
  "/usr/bin/busybox",
  "/bin/dash",
  "/bin/bash",
  "/usr/bin/dash",
  "/usr/bin/bash",
];

function shellNamed(name: string): ShellName | null {
  if (name === "dash" || name === "bash" || name === "ash") return name;
  return name.startsWith("busybox") ? "ash" : null;
}

/** The settings of an archived image, each with its place in the text that describes it. */
export function describedSettings({ file, text, ...described }: DescribedImage): Overlay {
  const whole = wholeFile(file, text);
  const override = (setting: DescribedImage["entrypoint"]): Override | null => {
    if (setting === null) return null;
    const form = decodeExecForm(sliceMapped(whole, setting.value.start, setting.value.end));
    const words = form.kind === "strings" ? execWords(form.words) : [];
    const origin = { kind: "file", span: setting.value } as const;
    return { setting: { form: "exec", words, origin, instruction: setting.line }, span: setting.line };
  };
  const { stopSignal } = described.image.config;
  return {
    ...NO_OVERLAY,
    entrypoint: override(described.entrypoint),
    cmd: override(described.cmd),
    stopSignal:
      stopSignal === null || described.stopSignal === null
        ? null
        : { signal: canonicalSignal(stopSignal), origin: { kind: "file", span: described.stopSignal } },
  };
}
