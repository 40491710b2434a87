import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { containersIn, readContainer } from "./case-container.ts";
import { type CaseImage, readImage } from "./case-image.ts";
import { type CaseOptions, parseCaseOptions, withoutLeadingComments } from "./case-options.ts";
import { type LabCase, type LabCommand, type LabContainer, type LabFile, labShells } from "./lab-case.ts";

const workdir = "/srv";

/**
 * Every case below `fixtures/lab`, sorted by id. A case is one file or one folder of a theme:
 *
 * - `NAME.sh`: a script file, run as `SHELL NAME.sh` in `/srv`
 * - `NAME.string`: what stands after `SHELL -c`, below its comment lines
 * - `NAME.exec`: a start command as a JSON array, below its comment lines; runs with dash at `/bin/sh`
 * - `NAME/` with `main.sh`, `main.string` or `main.exec`: the same, its other files beside it in `/srv`
 * - `NAME/` with a `Dockerfile`: the start command and the files it copies (`case-image.ts`)
 * - `NAME/` with a file that describes containers (`compose.yaml`): one case for each, called `NAME/CONTAINER`
 */
export function loadCases(root: string): LabCase[] {
  const cases: LabCase[] = [];
  for (const theme of folders(root)) {
    for (const entry of readdirSync(join(root, theme)).sort()) {
      const path = join(root, theme, entry);
      const id = `${theme}/${basename(entry, extname(entry))}`;
      cases.push(
        ...(statSync(path).isDirectory() ? loadFolder(id, theme, path) : [loadFile(id, theme, path, [])]),
      );
    }
  }
  const ids = cases.map((labCase) => labCase.id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new Error(`two cases are called ${twice}`);
  return cases.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function folders(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function loadFolder(id: string, theme: string, path: string): LabCase[] {
  const files = filesBelow(path);
  const main = files.find((file) => /^main\.(sh|string|exec)$/.test(file.path));
  if (main !== undefined) {
    const others = files.filter((file) => file !== main);
    return [loadFile(id, theme, join(path, main.path), others)];
  }
  const described = containersIn(files);
  if (described !== null) {
    const options = parseCaseOptions(id, described.file.text);
    return described.names.map((name) => {
      const container = { file: described.file.path, name };
      const own = `${id}/${name}`;
      return loadImage(own, theme, {
        files,
        options,
        container,
        image: readContainer(own, container, files),
      });
    });
  }
  const dockerfile = files.find((file) => file.path === "Dockerfile");
  if (dockerfile === undefined)
    throw new Error(`${id} has neither a Dockerfile nor a main.sh, main.string or main.exec`);
  const options = parseCaseOptions(id, dockerfile.text);
  const image = readImage(id, dockerfile.text, files);
  return [loadImage(id, theme, { files, options, image })];
}

interface ImageCase {
  readonly files: readonly LabFile[];
  readonly options: CaseOptions;
  readonly image: CaseImage;
  readonly container?: LabContainer;
}

function loadImage(id: string, theme: string, { files, options, image, container }: ImageCase): LabCase {
  return {
    ...common(id, theme, options),
    command: { kind: "exec", argv: image.argv },
    files: image.files,
    workdir: image.workdir,
    env: image.env,
    shells: options.shells ?? ["dash", "ash", "bash-as-sh"],
    signal: image.signal,
    grace: image.grace,
    ...image.pod,
    context: files,
    ...(container !== undefined && { container }),
  };
}

function loadFile(id: string, theme: string, path: string, others: readonly LabFile[]): LabCase {
  const text = readFileSync(path, "utf8");
  const options = parseCaseOptions(id, text);
  const command = commandOf(path, text, options);
  const own = command.kind === "script" ? [readLabFile(path, basename(path))] : [];
  return {
    ...common(id, theme, options),
    command,
    files: [...own, ...others].map((file) => ({ ...file, path: `${workdir}/${file.path}` })),
    workdir,
    env: options.env,
    shells: options.shells ?? (command.kind === "exec" ? ["dash"] : labShells),
    signal: options.signal,
  };
}

function common(id: string, theme: string, options: CaseOptions) {
  const { below, starts, ready, scale, needs, npm, servers } = options;
  return { id, theme, below, starts, ...(ready !== undefined && { ready }), scale, needs, npm, servers };
}

function commandOf(path: string, text: string, options: CaseOptions): LabCommand {
  switch (extname(path)) {
    case ".sh":
      return { kind: "script", path: basename(path), args: options.args };
    case ".string":
      return { kind: "string", text: withoutLeadingComments(text), args: options.args };
    case ".exec":
      return { kind: "exec", argv: JSON.parse(withoutLeadingComments(text)) };
    default:
      throw new Error(`${path} is no case: it must end in .sh, .string or .exec`);
  }
}

/** Files below a folder, their paths relative to it. */
function filesBelow(folder: string): LabFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => readLabFile(path, path.slice(folder.length + 1)))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readLabFile(path: string, name: string): LabFile {
  return { path: name, text: readFileSync(path, "utf8"), executable: (statSync(path).mode & 0o100) !== 0 };
}
