import type { Edit } from "../../diagnostic.ts";
import { spanOf } from "../../mapped-text.ts";
import { nameOf } from "../../script/image-path.ts";
import type { Pipeline, Redirection, SyntaxNode } from "../../shell/syntax.ts";
import type { Started } from "../breaks/started.ts";
import { chainTo, endsScript } from "../exec-place.ts";
import type { ProcessNode } from "../stop.ts";
import { joinCommands } from "./script-text.ts";

/**
 * The edits by which the shell becomes the first or the last part of a pipeline, while the other parts go on at its side:
 * by a process substitution in bash, through a named pipe elsewhere (mkfifo(1)). Null where something comes after the
 * pipeline, or where what the service reads or writes is not what goes through the pipe.
 */
export function withoutPipeline(
  { site, source }: Started,
  parent: ProcessNode,
  sources: ReadonlyMap<string, string>,
): readonly Edit[] | null {
  // Handlers of the shell itself would go with it.
  if (parent.traps.length > 0) return null;
  const chain = chainTo(site.script.root, site);
  const at = chain.findLastIndex((node) => node.type === "Pipeline");
  const pipeline = chain[at];
  const part = chain[at + 1];
  if (pipeline?.type !== "Pipeline" || part === undefined || pipeline.prefixes.length > 0) return null;
  if (endsScript(chain.slice(0, at + 1), site) === null) return null;
  const span = spanOf(source, pipeline.pos, pipeline.end);
  // A text that is escaped in its file cannot be put together anew from its pieces.
  if (sources.get(span.file)?.slice(span.start, span.end) !== source.text.slice(pipeline.pos, pipeline.end))
    return null;
  const parts = partsOf(source.text, pipeline, part, chain.at(-1));
  if (parts === null) return null;
  const isFile = sources.get(source.file) === source.text;
  const indent = isFile ? indentOf(source.text, pipeline) : null;
  const [before, text] = apart(parts, parent);
  const become = part.type === "Command" ? `exec ${text}` : text;
  return [{ ...span, text: joinCommands([...before, become], indent) }];
}

/** Whether a command is the last part of its pipeline. */
export function isLastPart({ site }: Started): boolean {
  const chain = chainTo(site.script.root, site);
  const at = chain.findLastIndex((node) => node.type === "Pipeline");
  const pipeline = chain[at];
  return pipeline?.type === "Pipeline" && pipeline.commands.at(-1) === chain[at + 1];
}

/** What stands in front of a pipeline's first part so that this can run by itself, and how it is then written. */
export interface Apart {
  readonly before: readonly string[];
  readonly text: string;
}

/** The first part of a pipeline by itself, for it to be kept behind `&`; null where the service is another. */
export function firstPartApart({ site, source }: Started, parent: ProcessNode): Apart | null {
  const chain = chainTo(site.script.root, site);
  const at = chain.findLastIndex((node) => node.type === "Pipeline");
  const [pipeline, part] = [chain[at], chain[at + 1]];
  if (pipeline?.type !== "Pipeline" || part?.type !== "Command" || pipeline.prefixes.length > 0) return null;
  const parts = part === pipeline.commands[0] ? partsOf(source.text, pipeline, part, part) : null;
  if (parts === null) return null;
  const [before, text] = apart(parts, parent);
  return { before, text };
}

interface Parts {
  readonly name: string;
  /** The service's command line up to its first redirection, `exec` left out, and from there on. */
  readonly words: string;
  readonly redirections: string;
  /** The other parts, with the bars between them. */
  readonly others: string;
  /** There is one other part, a simple command. */
  readonly isPlain: boolean;
  /** The others read from the service, or write to it. */
  readonly do: "read" | "write";
}

/** `command` is the service's, in `part` or the part itself. */
function partsOf(
  text: string,
  pipeline: Pipeline,
  part: SyntaxNode,
  command: SyntaxNode | undefined,
): Parts | null {
  const { commands, operators, pos, end } = pipeline;
  const [first, second] = commands;
  const last = commands.at(-1);
  const beforeLast = commands.at(-2);
  if (command?.type !== "Command" || first === undefined || second === undefined) return null;
  if (last === undefined || beforeLast === undefined) return null;
  const name = command.name?.value === "exec" ? command.args[0] : command.name;
  // A group keeps its shell only where that becomes the service by itself.
  const isGroup = part.type === "BraceGroup" || part.type === "While";
  if (name?.type !== "Word" || (part !== command && !(isGroup && command.name?.value === "exec")))
    return null;
  const isPlain = commands.length === 2 && (part === first ? second : first).type === "Command";
  const own = { name: nameOf(name.value), isPlain };
  if (part === first) {
    const written = ownText(text, part, isOfOutput);
    const both = operators[0] === "|&" ? " 2>&1" : "";
    if (written === null) return null;
    const redirections = `${written.redirections}${both}`;
    return { ...own, ...written, redirections, others: text.slice(second.pos, end), do: "read" };
  }
  const written = part === last && !operators.includes("|&") ? ownText(text, part, isOfInput) : null;
  return written === null
    ? null
    : { ...own, ...written, others: text.slice(pos, beforeLast.end), do: "write" };
}

function ownText(
  text: string,
  part: SyntaxNode,
  isTaken: (redirection: Redirection) => boolean,
): Pick<Parts, "words" | "redirections"> | null {
  if (part.type !== "Command") return { words: text.slice(part.pos, part.end), redirections: "" };
  if (part.redirects.some(isTaken)) return null;
  const redirection = part.suffix.find(({ type }) => type !== "Word" && type !== "Assignment");
  const from = redirection?.pos ?? part.end;
  const words = text
    .slice(part.pos, from)
    .replace(/^exec\s+/, "")
    .trimEnd();
  return { words, redirections: redirection === undefined ? "" : ` ${text.slice(from, part.end)}` };
}

/** It takes its input from elsewhere. */
function isOfInput(redirection: Redirection): boolean {
  return redirection.type !== "Redirect" || redirection.operator.startsWith("<");
}

/** What stands in it does not go into the pipe. */
function isOfOutput(redirection: Redirection): boolean {
  if (redirection.type !== "Redirect" || redirection.operator.startsWith("<")) return false;
  const { descriptor } = redirection;
  return descriptor === undefined || (descriptor.type === "FileDescriptor" && descriptor.value === 1);
}

/** What has to be started before, and the service's own part. */
function apart(parts: Parts, parent: ProcessNode): readonly [readonly string[], string] {
  const { name, words, redirections, others, isPlain } = parts;
  const [own, other] = parts.do === "read" ? [">", "<"] : ["<", ">"];
  if (parent.shell === "bash" && parent.posix !== true)
    return [[], `${words} ${own} ${own}(${others})${redirections}`];
  const pipe = `/tmp/${name.replace(/[^\w.-]/g, "_")}.pipe`;
  const beside = `${isPlain ? others : `{ ${others}; }`} ${other}${pipe} &`;
  return [[`[ -p ${pipe} ] || mkfifo ${pipe}`, beside], `${words} ${own}${pipe}${redirections}`];
}

/** Null where the pipeline does not begin a line of a script file. */
function indentOf(text: string, { pos }: Pipeline): string | null {
  return /(?:^|\n)([ \t]*)$/.exec(text.slice(0, pos))?.[1] ?? null;
}
