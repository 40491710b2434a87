import { absoluteImagePath } from "../script/image-path.ts";
import type { ImageFiles } from "../script/located.ts";
import type { Span } from "../span.ts";
import type { BuildStep } from "../start/build-step.ts";
import type { Image } from "../start/start-command.ts";

type RunStep = Extract<BuildStep, { kind: "run" }>;

/** A RUN step and the text of its commands. */
export interface RunText {
  readonly step: RunStep;
  readonly text: string;
}

/** The RUN steps of an image, the oldest first; only those behind the step at `after`, where that is one of its steps. */
export function runTexts({ steps }: Image, after: Span | null = null): readonly RunText[] {
  const from = steps.findIndex(({ span }) => span.start === after?.start) + 1;
  return steps.slice(from).flatMap((step) => (step.kind === "run" ? [{ step, text: textOf(step) }] : []));
}

/** Those of the images too that it takes files from. */
export function runTextsOfAll(image: Image, seen: Set<Image> = new Set()): readonly RunText[] {
  if (seen.has(image)) return [];
  seen.add(image);
  const sources = image.steps.flatMap((step) =>
    (step.kind === "copy" || step.kind === "add") && step.from.kind === "stage" ? [step.from.image] : [],
  );
  return [...sources.flatMap((source) => runTextsOfAll(source, seen)), ...runTexts(image)];
}

function textOf({ command, heredocs }: RunStep): string {
  const text =
    command.form === "exec" ? command.argv.map((word) => word.text.text).join(" ") : command.text.text;
  return [text, ...heredocs.map(({ body }) => body.text)].join("\n");
}

/** Whether a RUN step may run a script of which `isMeant` holds: one that is known is meant, or one cannot be read. */
export function mayRunScriptWith(
  run: RunText,
  isMeant: (script: string) => boolean,
  files: ImageFiles,
): boolean {
  const { text, step } = run;
  if (
    /(^|[;&|(\s])(make|gmake|just|task|rake|ansible[^\s;&|(]*)(\s|$)|\|\s*(sudo\s+)?[^\s|]*sh(\s|$)/.test(
      text,
    )
  )
    return true;
  const workdir = step.workdir.kind === "known" ? step.workdir.text : null;
  const runsOwnProgram = commandNames(text).some((name) => {
    const located = files.findCommand(name, workdir);
    // One that is gone in the end was there for this step.
    return located.kind === "missing" || (located.kind === "text" && isMeant(located.text.text));
  });
  if (runsOwnProgram) return true;
  const scripts =
    text.match(/(?<![\w./${}-])[\w./${}-]+\.(sh|bash|py|pl|rb)\b|(?<=^|[\s;&|(])\.{0,2}\/[\w./-]+/g) ?? [];
  return scripts.some((word) => {
    const path = absoluteImagePath(word, workdir);
    const located = path === null || word.includes("$") ? null : files.find(path);
    if (located?.kind === "text") return isMeant(located.text.text);
    return /\.(sh|bash|py|pl|rb)$/.test(word) && located?.kind !== "program";
  });
}

/** The words in front of a line, or behind what parts commands. */
function commandNames(text: string): readonly string[] {
  return text
    .replace(/\\\n/g, " ")
    .split(/[\n;&|(){}]+|\b(?:then|do|else|exec|sudo)\b/)
    .map((command) => /^\s*(?:\w+=\S*\s+)*([\w./+-]+)/.exec(command)?.[1] ?? "")
    .filter((name) => name !== "");
}
