import type { Fix } from "../../diagnostic.ts";
import { joinImagePath, nameOf } from "../../script/image-path.ts";
import type { ImageFiles } from "../../script/located.ts";
import type { Started } from "../breaks/started.ts";
import { asWritten, type PackageScript } from "../programs/package-scripts.ts";
import { quoteWords } from "../programs/split-words.ts";
import { isPackageManager } from "../programs/wrapper-kind.ts";
import { plainWords } from "../shell-form.ts";
import type { ProcessNode } from "../stop.ts";
import { type CommandPlace, commandPlaceOf, type PlaceContext } from "./command-place.ts";
import { withoutFramework } from "./framework.ts";

export interface ScriptContext extends PlaceContext {
  readonly files: ImageFiles;
}

/**
 * What stands in the script of package.json, in the place of the package manager: `path` leads from it to the service.
 * Null where the script is more than plain words, or where others run before or after it.
 */
export function withoutManager(path: readonly ProcessNode[], context: ScriptContext): Fix | null {
  const [manager, ...all] = path;
  const first = all.findIndex(({ shell, name }) => shell === null && !isPackageManager(name));
  const at = first === -1 ? all.length - 1 : first;
  const place = manager === undefined ? null : commandPlaceOf(manager, context);
  if (manager === undefined || at === -1 || place === null || place.exec === null) return null;
  const args = argumentsOf(place);
  const isWrapper = at < all.length - 1;
  const command = args === null ? null : ownCommand(all.slice(0, at + 1), isWrapper, context);
  const edits = command === null || args === null ? null : place.become([...command.words, ...args]);
  if (command === null || edits === null) return null;
  const safety = command.isSame ? place.exec : "unsafe";
  return { title: `start \`${quoteWords(command.words)}\` without ${nameOf(manager.name)}`, safety, edits };
}

/** `exec` in the script, and the package manager in the place of the shell above it. */
export function execInScript(
  [manager]: readonly ProcessNode[],
  inside: Started | null,
  needsExec: boolean,
  context: ScriptContext,
): Fix | null {
  if (manager === undefined || inside === null || inside.exec === null) return null;
  const place = needsExec ? commandPlaceOf(manager, context) : null;
  const moved = place === null || place.exec === null ? null : place.takeOver();
  if (needsExec && moved === null) return null;
  const { span } = inside.exec;
  // The scripts of package.json also run where there is no sh.
  const isShared = isOfManifest(span.file);
  const safety = inside.exec.safe && place?.exec !== "unsafe" && !isShared ? "safe" : "unsafe";
  const edits = [...(moved ?? []), { ...span, text: "exec " }];
  return { title: `put \`exec\` in front of ${inside.name}`, safety, edits };
}

/** The words behind the name of the script: what is added to it. Null where options say how it is run. */
function argumentsOf({ words }: CommandPlace): readonly number[] | null {
  if (words.slice(1).some((word) => word !== null && isForOtherFolder(word))) return null;
  let at = 1;
  const skipOptions = (): void => {
    while (/^(-s|-q|--silent|--quiet|--no-audit|--no-fund|--no-update-notifier)$/.test(words[at] ?? "")) at++;
  };
  skipOptions();
  if (/^(run|run-script)$/.test(words[at] ?? "")) at++;
  skipOptions();
  const name = words[at];
  if (name === undefined || name === null || name.startsWith("-")) return null;
  at += words[at + 1] === "--" ? 2 : 1;
  return words.slice(at).map((_, index) => at + index);
}

/** The script runs in the folder of another package. */
function isForOtherFolder(word: string): boolean {
  return /^(-[wFCr]|--(workspace|filter|prefix|dir|cwd|recursive|parallel)(=.*)?|workspace)$/.test(word);
}

interface OwnCommand {
  readonly words: readonly string[];
  /** It is certain to be the same program. */
  readonly isSame: boolean;
}

/** The words of the script; of a framework that stays above the service (`isWrapper`), those that do without it. */
function ownCommand(
  below: readonly ProcessNode[],
  isWrapper: boolean,
  context: ScriptContext,
): OwnCommand | null {
  const sites = below.flatMap(({ launches }) => launches.flatMap(({ site }) => site ?? []));
  const scripts = sites.filter(({ script }) => isOfManifest(script.source.file) || script.source.file === "");
  const texts = scripts.map(({ script }) => asWritten(script.source));
  const [last] = texts.slice(-1);
  // The words that are added to the first of them stand on the package manager's command line.
  const isAdded = scripts.some(({ script }, at) => at > 0 && texts[at] !== script.source);
  if (last === undefined || isAdded || texts.some((text) => !isPlain(text))) return null;
  const manifest = readManifest(context.sources.get(last.file) ?? "{}");
  if (manifest === null || hasHooks(manifest, new Set(texts.map(({ text }) => text)))) return null;
  const written = last.text.trim().split(/\s+/);
  const other = isWrapper ? withoutFramework(nameOf(written[0] ?? ""), written) : null;
  if (isWrapper && other === null) return null;
  const [program = "", ...args] =
    other?.words.map((word) => (typeof word === "number" ? (written[word] ?? "") : word)) ?? written;
  if (/^(node|nodejs)$/.test(program))
    return readsManager(args, context) ? null : { words: [program, ...args], isSame: other === null };
  return manifest.packages.has(program)
    ? { words: [`node_modules/.bin/${program}`, ...args], isSame: false }
    : null;
}

/** Whether the package.json of the working directory lists a package of that name. */
export function isListed(program: string, { files, start }: ScriptContext): boolean {
  const { workdir } = start.image;
  const found = workdir.kind === "known" ? files.find(joinImagePath(workdir.text, "package.json")) : null;
  return found?.kind === "text" && readManifest(found.text.text)?.packages.has(program) === true;
}

function isOfManifest(file: string): boolean {
  return nameOf(file) === "package.json";
}

/** One command, of words that nobody would read in another way. */
function isPlain(script: PackageScript): boolean {
  const words = plainWords(script);
  return words?.every(({ text }) => /^[\w@%+=:,./-]+$/.test(text)) ?? false;
}

interface Manifest {
  readonly scripts: ReadonlyMap<string, string>;
  readonly packages: ReadonlySet<string>;
}

function readManifest(text: string): Manifest | null {
  try {
    const json: unknown = JSON.parse(text);
    const scripts = entriesOf(json, "scripts").flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value] as const] : [],
    );
    const packages = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((key) =>
      entriesOf(json, key).map(([name]) => name),
    );
    return { scripts: new Map(scripts), packages: new Set(packages) };
  } catch {
    return null;
  }
}

function entriesOf(json: unknown, key: string): readonly [string, unknown][] {
  const value: unknown = typeof json === "object" && json !== null ? Reflect.get(json, key) : null;
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

/** `prestart`, `poststart`: the package manager runs them too. */
function hasHooks({ scripts }: Manifest, texts: ReadonlySet<string>): boolean {
  return [...scripts].some(
    ([name, text]) => texts.has(text) && (scripts.has(`pre${name}`) || scripts.has(`post${name}`)),
  );
}

/** The program asks what npm puts into its environment: npm_package_version. */
function readsManager(args: readonly string[], { files, start }: ScriptContext): boolean {
  const script = args.find((word) => !word.startsWith("-"));
  const { workdir } = start.image;
  if (script === undefined || workdir.kind !== "known") return false;
  const found = files.find(joinImagePath(workdir.text, script));
  return found.kind === "text" && /\bnpm_(package|config|lifecycle)_/.test(found.text.text);
}
