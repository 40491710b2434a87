import { type MappedText, spanOf } from "../mapped-text.ts";
import { nameOf } from "../script/image-path.ts";
import type { Span } from "../span.ts";
import type { StartWord } from "../start/start-command.ts";
import { chainTo, findExecPlace } from "./exec-place.ts";
import { isKnown } from "./hole.ts";
import { commandWords } from "./machine/launch-site.ts";
import type { LaunchSite } from "./machine/process.ts";

/** The name that the files tell, else the word as it is written, where it is. */
export function shownName(name: string, site: LaunchSite | null): string {
  if (isKnown(name) && name !== "") return name;
  if (site === null) return "the service";
  const [word = ""] = commandWords(site);
  return isKnown(word) && word !== "" ? word : "the service";
}

/** As `shownName`; where a shell is started on a script, with the script: `sh run.sh`. */
export function shownCommand(name: string, site: LaunchSite | null): string {
  const shown = shownName(name, site);
  if (site === null || !isShellName(shown)) return shown;
  const command = chainTo(site.script.root, site).at(-1);
  if (command?.type !== "Command") return shown;
  const words = [command.name, ...command.args].flatMap((word) => (word?.type === "Word" ? word.text : []));
  const operands = words.slice(words.findLastIndex((word) => nameOf(word) === nameOf(shown)) + 1);
  const script = operands.find(
    (word, index) => !/^[-+]/.test(word) && !/^[-+]\w*[oO]$/.test(operands[index - 1] ?? ""),
  );
  if (script === undefined || operands.length === words.length) return shown;
  const isString = operands.slice(0, operands.indexOf(script)).some((word) => /^-\w*[cs]/.test(word));
  return isString ? shown : `${shown} ${script}`;
}

function isShellName(name: string): boolean {
  return /^(ba|da|a)?sh$/.test(nameOf(name));
}

/**
 * The script of a site. A `-c` string that went through `"$@"` of an entrypoint script has lost its place: it is found
 * again among the words of the start command.
 */
export function sourceOf(site: LaunchSite, words: readonly StartWord[]): MappedText {
  const { source } = site.script;
  const word = words.find(({ text, mapped }) => mapped !== null && text === source.text);
  return word?.mapped ?? source;
}

/** Where `exec ` goes in a file so that the shell becomes a command. */
export interface ExecInsertion {
  readonly span: Span;
  readonly safe: boolean;
}

/** Null where `exec` would change more, or the command does not stand in the file as the shell reads it. */
export function execInsertion(
  site: LaunchSite,
  source: MappedText,
  sources: ReadonlyMap<string, string>,
): ExecInsertion | null {
  const place = findExecPlace(site);
  if (place === null) return null;
  const span = spanOf(source, place.at, place.at);
  const first = source.text.slice(place.at, place.at + 1);
  const stands = first !== "" && sources.get(span.file)?.startsWith(first, span.start) === true;
  return stands ? { span, safe: place.safe } : null;
}
