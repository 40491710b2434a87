import { posix } from "node:path";
import { parse } from "yaml";
import { type CaseImage, readImage } from "./case-image.ts";
import type { LabFile } from "./lab-case.ts";

/** What the cases use of a compose file. */
interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly configs?: Readonly<Record<string, { readonly content?: string; readonly file?: string }>>;
}

interface ComposeService {
  readonly build?: ".";
  readonly image?: string;
  readonly entrypoint?: string | readonly string[] | null;
  readonly command?: string | readonly string[] | null;
  readonly configs?: readonly { readonly source: string; readonly target: string; readonly mode?: number }[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly init?: boolean;
  readonly pre_stop?: readonly { readonly command: string | readonly string[] }[];
  readonly stop_grace_period?: string;
  readonly stop_signal?: string;
  readonly volumes?: readonly string[];
  readonly working_dir?: string;
}

/** The names of the services of a case. */
export function serviceNames(text: string): readonly string[] {
  return Object.keys(readFile(text).services);
}

/**
 * The container of a service, as compose and the engine make it. It is apart from `src/compose` on purpose, so that the
 * lab does not share siglint's mistakes, and knows no more than the cases need.
 */
export function readService(id: string, name: string, text: string, context: readonly LabFile[]): CaseImage {
  const { services, configs = {} } = readFile(text);
  const service = services[name];
  if (service === undefined) throw new Error(`${id}: there is no service ${name}`);
  const dockerfile = context.find(({ path }) => path === "Dockerfile")?.text ?? "";
  const image = readImage(id, service.build === undefined ? "FROM image\n" : dockerfile, context);
  const entrypoint = wordsOf(id, service.entrypoint);
  const command = wordsOf(id, service.command);
  const argv = mergeStart(image, entrypoint, command);
  return {
    ...image,
    // docker-init is tini: https://docs.docker.com/reference/cli/docker/container/run/#init
    argv: service.init === true ? ["tini", "--", ...argv] : argv,
    files: [
      ...image.files,
      ...(service.configs ?? []).map((config) => granted(id, config, configs[config.source], context)),
      ...(service.volumes ?? []).map((volume) => mounted(id, volume, context)),
    ],
    workdir: service.working_dir ?? image.workdir,
    env: { ...image.env, ...service.environment },
    signal: service.stop_signal ?? image.signal,
    grace: service.stop_grace_period === undefined ? null : secondsOf(id, service.stop_grace_period),
    // `stopContainer` in docker/compose's pkg/compose/down.go runs them before the engine hears of the stop.
    pod: {
      before: (service.pre_stop ?? []).map(({ command }) => ({
        kind: "exec",
        argv: wordsOf(id, command) ?? [],
      })),
    },
  };
}

/** `merge` in moby's daemon/commit.go: only an entrypoint with words in it takes the image's CMD away. */
function mergeStart(
  { entrypoint: ownEntrypoint, cmd }: CaseImage,
  entrypoint: readonly string[] | null,
  command: readonly string[] | null,
): readonly string[] {
  const given = command ?? [];
  const inherited = entrypoint === null || entrypoint.length === 0 ? cmd : [];
  return [...(entrypoint ?? ownEntrypoint), ...(given.length > 0 ? given : inherited)];
}

function readFile(text: string): ComposeFile {
  return parse(text, { merge: true });
}

/** Null for an image's own. Words of a string are what go-shellwords makes of it. */
function wordsOf(id: string, value: ComposeService["command"]): readonly string[] | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== "string") return value.map((word) => withDollars(id, word));
  const words: string[] = [];
  const token = /\s+|((?:[^\s"'\\;&|<>()`]|\\[\s\S]|"(?:\\[\s\S]|[^"\\])*"|'[^']*')+)|[;&|<>]/g;
  for (const [found, word] of withDollars(id, value).matchAll(token)) {
    if (word !== undefined) words.push(unquoted(word));
    else if (found.trim() !== "") break;
  }
  return words;
}

function unquoted(word: string): string {
  return word.replace(
    /\\([\s\S])|"((?:\\[\s\S]|[^"\\])*)"|'([^']*)'/g,
    (_, escaped?: string, double?: string, single?: string) =>
      escaped ?? single ?? (double ?? "").replace(/\\([\s\S])/g, "$1"),
  );
}

function withDollars(id: string, text: string): string {
  if (/\$/.test(text.replaceAll("$$", ""))) throw new Error(`${id}: the lab has no variables for ${text}`);
  return text.replaceAll("$$", "$");
}

/** A text is copied into the container with its mode, a file is mounted as it is: docker/compose's pkg/compose/secrets.go. */
function granted(
  id: string,
  { target, mode = 0o444 }: NonNullable<ComposeService["configs"]>[number],
  defined: NonNullable<ComposeFile["configs"]>[string] | undefined,
  context: readonly LabFile[],
): LabFile {
  const { content, file } = defined ?? {};
  if (content === undefined) return mounted(id, `${file}:${target}`, context);
  return { path: target, text: withDollars(id, content), executable: (mode & 0o111) !== 0 };
}

function mounted(id: string, volume: string, context: readonly LabFile[]): LabFile {
  const [source = "", path = ""] = volume.split(":");
  const file = context.find((one) => one.path === posix.normalize(source));
  if (file === undefined) throw new Error(`${id}: ${source} is not in the folder`);
  return { ...file, path };
}

function secondsOf(id: string, text: string): number {
  const [, count, unit] = /^([\d.]+)(ms|s)$/.exec(text) ?? [];
  if (count === undefined) throw new Error(`${id}: the lab does not know how long ${text} is`);
  return Number(count) * (unit === "ms" ? 0.001 : 1);
}
