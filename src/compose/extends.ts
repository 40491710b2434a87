import { dirname, joinPath } from "../context/paths.ts";
import type { Problem, Span } from "../span.ts";
import { asMap, asScalar, valueAt, type YamlMap } from "../yaml/value.ts";
import { servicesIn } from "./compose-text.ts";
import type { Project } from "./project.ts";
import { mergeService, readService, type Service, settingOf } from "./service.ts";

/** Where a service stands: a document of a file. */
interface Home {
  readonly file: string;
  readonly document: YamlMap;
}

/**
 * A service of a document with what it extends below it, in that file or another one. Null where it is no map. What
 * cannot be found, and a circle, is a problem; the service is then as it stands alone.
 * https://docs.docker.com/reference/compose-file/services/#extends
 */
export function extendedService(name: string, home: Home, project: Project): Service | null {
  return extend(name, home, project, []);
}

/** Services that extend each other, one behind the other; people have two or three. */
const MOST_EXTENDED = 20;

function extend(name: string, home: Home, project: Project, path: readonly string[]): Service | null {
  const entry = servicesIn(home.document).get(name);
  const map = asMap(entry?.value ?? null);
  if (entry === undefined || map === null) return null;
  const own = readService(name, entry.key, map);
  const extended = settingOf(own, "extends");
  if (extended === null) return own;
  const reference = readReference(extended.value, project);
  if (reference === null) return own;
  const { service, file, span } = reference;
  const refuse = (message: string): Service => {
    project.report({ file: span.file, span, message });
    return own;
  };
  const here = `${home.file}\0${name}`;
  if (path.includes(here))
    return refuse(`extends ${service}, which extends this service itself: take one of them out`);
  if (path.length >= MOST_EXTENDED)
    return refuse(
      `extends ${service}, the last of more services, one behind the other, than siglint follows`,
    );
  const found = file === null ? home : homeIn(joinPath(dirname(span.file), file), service, project);
  if (found === null)
    return refuse(`extends ${service} of ${file}, which cannot be read: check the path, it starts here`);
  const base = extend(service, found, project, [...path, here]);
  if (base === null)
    return refuse(`extends ${service}, and there is no such service${file === null ? "" : ` in ${file}`}`);
  return { ...mergeService(base, own), place: own.place, map: own.map };
}

interface Reference {
  readonly service: string;
  /** As written; null for the same file. */
  readonly file: string | null;
  readonly span: Span;
}

function readReference(value: Parameters<typeof asMap>[0], project: Project): Reference | null {
  const service = asScalar(asMap(value) === null ? value : valueAt(asMap(value) ?? NO_MAP, "service"));
  const file = asScalar(valueAt(asMap(value) ?? NO_MAP, "file"));
  if (service === null) return null;
  const { text } = project.interpolate(service);
  return {
    service: text.text,
    file: file === null ? null : project.interpolate(file).text.text,
    span: value?.span ?? service.span,
  };
}

const NO_MAP: YamlMap = { kind: "map", span: { file: "", start: 0, end: 0 }, entries: new Map(), tag: null };

function homeIn(file: string, service: string, project: Project): Home | null {
  const text = project.read(file);
  const document = text?.documents.find((each) => servicesIn(each).has(service)) ?? text?.documents[0];
  return document === undefined ? null : { file, document };
}

export type Report = (problem: Problem) => void;
