import type { Unknown } from "../explanation.ts";
import { isKnown } from "../process/hole.ts";
import type { ProcessNode, Stop } from "../process/stop.ts";
import { nameOf } from "../script/image-path.ts";
import type { Located } from "../script/located.ts";
import type { Span } from "../span.ts";
import type { Target } from "../target.ts";
import { processName } from "./explain-process.ts";

type Unread = Exclude<Located, { kind: "text" }>;

/** What could not be told of a target, each thing once: plays that end nowhere, programs nobody sees into, unread scripts. */
export function unknownsOf({ start, stop }: Target, unread: readonly Unread[]): readonly Unknown[] {
  const unseen = stop.plays.flatMap(({ tree }) => unseenIn(tree));
  const explained = new Set(unseen.flatMap(({ name, reason }) => [name, reason]));
  const known = start.image.base.entrypointConduct?.script;
  const scripts = unread.filter(
    (located) =>
      located.kind === "unknown" &&
      isKnown(located.path) &&
      !explained.has(nameOf(located.path)) &&
      isScript(located.path),
  );
  const all = [
    ...unseen.map(({ name, reason, place }) => ({
      text: `${name}: ${reason}`,
      span: place ?? placeOf(reason, unread),
    })),
    ...gapsOf(stop).filter(({ text }) => !explained.has(text)),
    ...withoutLookups(scripts).flatMap((located) =>
      located.kind === "unknown" && nameOf(located.path) !== nameOf(known ?? "")
        ? [{ text: `${located.path} is not read: ${located.reason}`, span: located.place }]
        : [],
    ),
  ];
  return [...new Map(all.map((each) => [each.text, each])).values()];
}

/** The step that a file comes from where siglint cannot read it. */
function placeOf(reason: string, unread: readonly Unread[]): Span | null {
  const located = unread.find((each) => each.kind === "unknown" && each.reason === reason);
  return located?.kind === "unknown" ? located.place : null;
}

function gapsOf({ plays }: Stop): readonly Unknown[] {
  return plays.flatMap(({ unknown }) =>
    unknown === null ? [] : [{ text: unknown.reason, span: unknown.place }],
  );
}

type Unseen = NonNullable<ProcessNode["unseen"]> & { readonly name: string };

function unseenIn(node: ProcessNode): readonly Unseen[] {
  const own = node.unseen === undefined ? [] : [{ ...node.unseen, name: processName(node) }];
  return [...own, ...node.children.flatMap(unseenIn)];
}

function isScript(path: string): boolean {
  return /\.(sh|bash|envsh)$|entrypoint$/.test(path);
}

/** A command that was looked up along PATH stands for the places where it was not found. */
function withoutLookups(scripts: readonly Unread[]): readonly Unread[] {
  const commands = new Set(scripts.map(({ path }) => path).filter((path) => !path.includes("/")));
  return scripts.filter(({ path }) => !path.includes("/") || !commands.has(nameOf(path)));
}
