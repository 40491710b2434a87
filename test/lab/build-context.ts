import { readContainer } from "./case-container.ts";
import { readImage } from "./case-image.ts";
import type { LabRun } from "./container.ts";
import { argvOf, type LabFile, type LabShell } from "./lab-case.ts";

/** What a user would have in a folder to get the container of a run: a Dockerfile, and the files that it copies. */
export interface BuildContext {
  /** Paths relative to the folder. */
  readonly files: readonly LabFile[];
  /** The image that FROM is taken to name, where the Dockerfile is a case's own; null where it says so itself. */
  readonly base: string | null;
  /** What siglint is to judge: the file, and the container in it; null for what a Dockerfile builds. */
  readonly target: { readonly file: string; readonly name: string | null };
}

/** An image with that shell at `/bin/sh`, and bash beside it. */
const FROM: Readonly<Record<LabShell, string>> = {
  dash: "FROM debian:12",
  bash: "FROM debian:12",
  ash: "FROM alpine:3\nRUN apk add --no-cache bash",
  "bash-as-sh": "FROM fedora:42",
};

export function buildContextOf(run: LabRun): BuildContext {
  const { files, context, container } = run.labCase;
  const target = container ?? { file: "Dockerfile", name: null };
  if (context !== undefined) {
    const [base = ""] = /(?<=^FROM )\S+/.exec(FROM[run.shell]) ?? [];
    return { files: context, base, target };
  }
  const dockerfile = { path: "Dockerfile", text: dockerfileOf(run), executable: false };
  const copied = files.map((file) => ({ ...file, path: file.path.slice(1) }));
  return { files: [dockerfile, ...copied], base: null, target };
}

/** The run that the folder gives with `texts` in the place of what stands in those files. */
export function runWith(run: LabRun, texts: ReadonlyMap<string, string>): LabRun {
  const { labCase, shell } = run;
  const context = buildContextOf(run).files.map((file) => ({
    ...file,
    text: texts.get(file.path) ?? file.text,
  }));
  const dockerfile = context.find(({ path }) => path === "Dockerfile")?.text ?? "";
  const image =
    labCase.container === undefined
      ? readImage(labCase.id, dockerfile.replace(FROM[shell], "FROM image"), context)
      : readContainer(labCase.id, labCase.container, context);
  const { argv, files, workdir, env, signal, grace } = image;
  const command = { kind: "exec", argv } as const;
  // A fix may take npm in the place of another package manager; images of Node.js have it.
  const npm = argv.includes("npm") && labCase.npm.length > 0 ? ["npm"] : [];
  return {
    labCase: {
      ...labCase,
      command,
      files,
      workdir,
      env,
      signal,
      grace,
      context,
      shells: [shell],
      below: [[]],
      npm: [...new Set([...labCase.npm, ...npm])],
    },
    shell,
    below: [],
  };
}

function dockerfileOf({ labCase, shell, below }: LabRun): string {
  const { workdir, env, signal, files } = labCase;
  return [
    FROM[shell],
    `WORKDIR ${workdir}`,
    ...Object.entries(env).map(([name, text]) => `ENV ${name}="${text}"`),
    ...files.map(({ path }) => `COPY ${path.slice(1)} ${path}`),
    ...(signal === "SIGTERM" ? [] : [`STOPSIGNAL ${signal}`]),
    `ENTRYPOINT ${JSON.stringify(argvOf(labCase, shell, below))}`,
    "",
  ].join("\n");
}
