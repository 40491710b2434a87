import { type MappedText, spanOf } from "../../mapped-text.ts";
import { nameOf } from "../../script/image-path.ts";
import type { Span } from "../../span.ts";
import type { StartWord } from "../../start/start-command.ts";
import { findDeaf } from "../deaf.ts";
import { chainTo } from "../exec-place.ts";
import { isKnown } from "../hole.ts";
import { commandText, commandWords } from "../machine/launch-site.ts";
import type { Hop, Launch, LaunchSite } from "../machine/process.ts";
import { type ExecInsertion, execInsertion, shownCommand, sourceOf } from "../sites.ts";
import type { ProcessNode } from "../stop.ts";

/** A command below a break, and what it starts. */
export interface Started {
  readonly kind: StartKind;
  /** As people call it: `./server`. */
  readonly name: string;
  readonly child: ProcessNode;
  readonly service: ProcessNode;
  readonly site: LaunchSite;
  /** The script that the command stands in, with the way back to the file. */
  readonly source: MappedText;
  readonly span: Span;
  /** The command line as it stands in the file, from its first word on. */
  readonly text: string;
  /** The same with `exec`, behind the assignments in front of it: `A=1 exec ./server`. */
  readonly withExec: string;
  /** What would make nothing of the signal if it came through to this command; null where all would be well. */
  readonly deaf: ProcessNode | null;
  /** Where `exec` in front makes the shell become this command, in the file; null where it would not do that, or in vain. */
  readonly exec: ExecInsertion | null;
}

export type StartKind = Exclude<Hop, "start" | "exec" | "implicit-exec" | "wrapper"> | "detached";

/** The command that made `path[index]`, as far as a file shows it. */
export function startedAt(
  path: readonly ProcessNode[],
  index: number,
  words: readonly StartWord[],
  sources: ReadonlyMap<string, string>,
): Started | null {
  const child = path[index];
  const service = path.at(-1);
  const hop = child?.launches[0]?.hop;
  if (child === undefined || service === undefined || hop === undefined) return null;
  if (hop === "start" || hop === "exec" || hop === "implicit-exec" || hop === "wrapper") return null;
  const launch = path
    .slice(index)
    .flatMap((node) => node.launches)
    .find(({ site }) => site !== null);
  const site = launch?.site;
  if (launch === undefined || site === undefined || site === null) return null;
  const source = sourceOf(site, words);
  // A command line that a wrapper knows by itself stands in no file.
  if (!sources.has(source.file)) return null;
  const text = commandText(site);
  const inFront = source.text.slice(site.start, site.name).replace(/\\\n\s*/g, "");
  const deaf = findDeaf(path, index, hop === "background" ? "trap" : "exec");
  return {
    kind: hop === "background" && !standsBehindAmpersand(site) ? "detached" : hop,
    name: becomesInWords(child, launch) ?? shownCommand(launch.name, site),
    child,
    service,
    site,
    source,
    span: spanOf(source, site.start, site.end),
    text,
    withExec: `${inFront}exec ${text}`,
    deaf,
    exec: hop === "foreground" && deaf === null ? execInsertion(site, source, sources) : null,
  };
}

/** What a command in front of it becomes, as it is written there: `nohup java`, `nice java`. People look for `java`. */
function becomesInWords({ name, launches, shell }: ProcessNode, launch: Launch): string | null {
  const { site } = launch;
  const later = launches.slice(launches.indexOf(launch) + 1);
  if (site === null || shell !== null || later.length === 0 || !launches.includes(launch)) return null;
  if (later.some((each) => each.hop !== "exec" || each.site?.start !== site.start)) return null;
  const words = commandWords(site).map((word) => /^"([^"]*)"$/.exec(word)?.[1] ?? word);
  const own = words.find((word) => nameOf(word) === nameOf(name));
  return own !== undefined && isKnown(name) ? name : (own ?? null);
}

/** A daemon that goes to the background by itself was started like any command. */
function standsBehindAmpersand(site: LaunchSite): boolean {
  return chainTo(site.script.root, site).some(
    (node) => node.type === "Coproc" || (node.type === "Statement" && node.background === true),
  );
}
