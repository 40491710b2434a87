import type { Container, ContainerFile, ContainerText } from "../container/container.ts";
import type { FileTree } from "../context/file-tree.ts";
import type { Problem } from "../span.ts";
import { beyondReach, countWithinReach, type WrittenSizes } from "../yaml/written-size.ts";
import { awaitedServices } from "./awaited-services.ts";
import { type ComposeText, type ComposeTexts, commentedText } from "./compose-text.ts";
import { definitionsIn } from "./granted-files.ts";
import { type Included, includedIn, includeOf } from "./include.ts";
import { openProject, type Project } from "./project.ts";
import { filesOfProject } from "./project-files.ts";
import { ownServices, servicesOf } from "./project-services.ts";
import { decides, readContainer } from "./read-service.ts";
import { type Service, sizeOfService } from "./service.ts";

interface Given {
  readonly tree: FileTree;
  readonly texts: ComposeTexts;
  /** The services that are wanted; all of them without it. */
  readonly names?: ReadonlySet<string | null> | undefined;
}

/** Reads the services of a compose file, and of the files that it is one project with. Total. */
export function readCompose(file: string, text: string, given: Given): ContainerFile {
  const { tree, texts } = given;
  texts.parse(file, text);
  const alone: Included = { files: [file], envFiles: null, directory: null };
  return readProject(includeOf(file, texts, tree) ?? alone, { ...given, path: [], seen: new Set() });
}

interface Reading extends Given {
  /** The files whose `include` led here. */
  readonly path: readonly string[];
  /** What was included already: once more it is the same again. */
  readonly seen: Set<string>;
}

function readProject({ files: named, envFiles, directory }: Included, reading: Reading): ContainerFile {
  const { tree, texts, path, names } = reading;
  const [file = ""] = named;
  const project = openProject(file, {
    ...{ texts, tree },
    ...(envFiles !== null && { envFiles }),
    ...(directory !== null && { directory: { path: directory, of: named } }),
  });
  const own = project.read(file);
  if (own === null) return { containers: [], problems: project.problems, texts: [] };
  const over = named.slice(1).flatMap((each) => project.read(each) ?? []);
  const { files, isOverlay } = filesOfProject(own, project);
  const all = servicesOf([...files, ...over], project);
  const services = isOverlay ? touchedBy(own, all) : [...all.values()];
  const definitions = definitionsIn([...files, ...over]);
  const wanted = services.filter(({ name }) => names?.has(name) !== false);
  const sizes: WrittenSizes = new Map();
  const count = countWithinReach(wanted.map((service) => sizeOfService(service, sizes)));
  const beyond = wanted[count]?.place;
  if (beyond !== undefined)
    project.report({ file: beyond.file, span: beyond, message: beyondReach("service") });
  const awaited = awaitedServices(all.values());
  const containers = wanted.slice(0, count).map((service) => ({
    ...readContainer(service, file, project, definitions),
    runsToEnd: awaited.has(service.name),
  }));
  const included = includedIn(own, project).map((each) => {
    if (path.includes(each.files[0] ?? "")) return nothing([circle(own)]);
    if (path.length >= MOST_INCLUDED) return nothing([tooDeep(own)]);
    const key = JSON.stringify(each);
    if (reading.seen.has(key)) return nothing([]);
    reading.seen.add(key);
    return readProject(each, { ...reading, path: [...path, file] });
  });
  return joinFiles([
    { containers, problems: project.problems, texts: textsOf(project, isOverlay ? [own] : files) },
    ...included,
  ]);
}

/** What a file lays over the services of another, and those that it adds: they stand at their keys in this file. */
function touchedBy(own: ComposeText, all: ReadonlyMap<string, Service>): readonly Service[] {
  return ownServices(own).flatMap((service) => {
    const whole = all.get(service.name);
    return whole === undefined || !decides(service)
      ? []
      : [{ ...whole, place: service.place, map: service.map }];
  });
}

/** Of files that only lend a service, not everything is judged. */
function textsOf({ texts }: Project, whole: readonly ComposeText[]): readonly ContainerText[] {
  return [...texts.values()].map((text) => commentedText(text, whole.includes(text)));
}

/** Files that include each other, one behind the other; people have one or two. */
const MOST_INCLUDED = 20;

function tooDeep({ file }: ComposeText): Problem {
  const message = "its include is the last of more files, one behind the other, than siglint follows";
  return { file, span: null, message };
}

function circle({ file }: ComposeText): Problem {
  return { file, span: null, message: "its include leads back to itself: take it out of one of the files" };
}

function nothing(problems: readonly Problem[]): ContainerFile {
  return { containers: [], problems, texts: [] };
}

function joinFiles(files: readonly ContainerFile[]): ContainerFile {
  const containers: Container[] = files.flatMap((each) => each.containers);
  const texts = new Map(files.flatMap((each) => each.texts).map((text) => [text.file, text]));
  return { containers, problems: files.flatMap(({ problems }) => problems), texts: [...texts.values()] };
}
