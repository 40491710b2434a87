import type { Edit } from "../diagnostic.ts";
import { sourceOffset } from "../mapped-text.ts";
import { nameOf } from "../script/image-path.ts";
import type { SyntaxNode } from "../shell/syntax.ts";
import type { ShellBreak, Started } from "./breaks/break.ts";
import { hasTrapFor } from "./breaks/broken-hops.ts";
import { chainTo } from "./exec-place.ts";
import type { LaunchSite } from "./machine/process.ts";
import { PidNames } from "./pid-names.ts";
import { mentionsInTrap } from "./signal-words.ts";
import { lineEnd, onlyCommentFollows, type StatementPlace, statementPlace } from "./statement-place.ts";

/**
 * The edits that give a script a trap which passes the signal (without `SIG`) on to every service behind `&` and waits
 * for all of them, and that make it rest in a `wait`, where the trap can run (POSIX, `trap`; 2.12). Null where the
 * script is not built so that whole lines can be put in.
 */
export function forwardingTrap(
  broken: Broken,
  signal: string,
  sources: ReadonlyMap<string, string>,
): readonly Edit[] | null {
  const { starts, parent } = broken;
  const [first] = starts;
  // The pid of a daemon is not `$!`, and what is deaf to the signal is no better off with a trap.
  if (starts.some(({ kind, deaf }) => kind === "detached" || deaf !== null)) return null;
  // A trap that is there already, but removed or set too late, has a reason that a second one does not know.
  if (hasTrapFor(parent, signal) || mentionsInTrap(first.source, signal)) return null;
  const places: (StatementPlace & { readonly name: string })[] = [];
  for (const { site, source, name } of starts) {
    const place = statementPlace(site, source, sources);
    if (place === null || place.list !== (places[0] ?? place).list) return null;
    places.push({ ...place, name: nameOf(name) });
  }
  const last = places.at(-1);
  const text = sources.get(first.span.file);
  if (last === undefined || text === undefined || places.slice(0, -1).some(({ background }) => !background))
    return null;
  const rest = restEdits(broken, last, sources);
  if (rest === null) return null;

  const names = new PidNames(text);
  const edits: Edit[] = [];
  const pids: string[] = [];
  for (const place of places) {
    const known = place.pidName;
    const pid = known ?? names.take(place.name, places.length === 1);
    pids.push(`"$${pid}"`);
    if (!place.background) edits.push(insertion(first, place.end, " &"));
    if (!onlyCommentFollows(text, place.after)) return null;
    if (known === null)
      edits.push(insertion(first, lineEnd(text, place.after), `\n${place.indent}${pid}=$!`));
  }
  const all = pids.join(" ");
  const trap = `\n${last.indent}trap 'kill -${signal} ${all}; wait ${all}' ${signal}`;
  const wait = last.background ? "" : `\n${last.indent}wait ${pids.at(-1)}`;
  return [...edits, insertion(first, lineEnd(text, last.after), trap + wait), ...rest];
}

type Broken = Pick<ShellBreak, "parent" | "starts">;

function insertion({ span }: Started, at: number, text: string): Edit {
  return { file: span.file, start: at, end: at, text };
}

/** What makes the script rest in a `wait`; nothing to do where it does already. */
function restEdits(
  broken: Broken,
  last: StatementPlace,
  sources: ReadonlyMap<string, string>,
): readonly Edit[] | null {
  const { parent, starts } = broken;
  if (!last.background || parent.resting === "wait") return [];
  const idle = parent.idle === true ? parent.launches.at(-1)?.site : idleSite(broken);
  if (idle === undefined || idle === null) return null;
  const [{ source }] = starts;
  const place = idle.script.source === source ? statementPlace(idle, source, sources) : null;
  if (place === null || place.list !== last.list || place.background || place.start < last.end) return null;
  const words = wordsOf(idle);
  const shows = words[0] === "tail" && words.at(-1) !== "/dev/null";
  const command = source.text.slice(idle.name, idle.end).replace(/^exec\s+/, "");
  const text = shows ? `${command} &\n${place.indent}wait` : "wait";
  return [{ file: source.file, start: sourceOffset(source, idle.start), end: place.end, text }];
}

function idleSite({ parent }: Broken): LaunchSite | null {
  const child = parent.children.find(({ idle }) => idle === true);
  const [launch] = child?.launches ?? [];
  return launch?.hop === "foreground" ? launch.site : null;
}

function wordsOf(site: LaunchSite): readonly string[] {
  const command: SyntaxNode | undefined = chainTo(site.script.root, site).at(-1);
  if (command?.type !== "Command") return [];
  const words = [
    command.name?.value ?? "",
    ...command.args.map((word) => (word.type === "Word" ? word.value : "")),
  ];
  return words[0] === "exec" ? words.slice(1) : words;
}
