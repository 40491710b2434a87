import type { Edit } from "../../diagnostic.ts";
import { spanOf } from "../../mapped-text.ts";
import { nameOf } from "../../script/image-path.ts";
import type { Command, Pipeline, Redirection } from "../../shell/syntax.ts";
import type { Started } from "../breaks/break.ts";
import { chainTo, endsScript } from "../exec-place.ts";
import type { ProcessNode } from "../stop.ts";

/**
 * The edits by which the shell becomes the first part of a pipeline, while the other parts go on reading from it: by a
 * process substitution in bash, through a named pipe elsewhere (mkfifo(1)). Null where the service is not the first part,
 * where something comes after the pipeline, or where its output does not go into the pipe.
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
  const service = chain[at + 1];
  if (pipeline?.type !== "Pipeline" || service?.type !== "Command") return null;
  if (service !== pipeline.commands[0] || pipeline.prefixes.length > 0) return null;
  if (endsScript(chain.slice(0, at + 1), site) === null) return null;
  const span = spanOf(source, pipeline.pos, pipeline.end);
  // A text that is escaped in its file cannot be put together anew from its pieces.
  if (sources.get(span.file)?.slice(span.start, span.end) !== source.text.slice(pipeline.pos, pipeline.end))
    return null;
  const parts = partsOf(source.text, pipeline, service);
  if (parts === null) return null;
  const isFile = sources.get(source.file) === source.text;
  const indent = isFile ? indentOf(source.text, pipeline) : null;
  return [
    {
      ...span,
      text: parent.shell === "bash" && parent.posix !== true ? inBash(parts) : throughPipe(parts, indent),
    },
  ];
}

interface Parts {
  readonly name: string;
  /** The service's command line up to its first redirection, `exec` left out, and from there on. */
  readonly words: string;
  readonly redirections: string;
  /** The other parts, with the bars between them. */
  readonly reader: string;
  /** There is one other part, a simple command. */
  readonly isPlain: boolean;
}

function partsOf(text: string, { commands, operators, end }: Pipeline, service: Command): Parts | null {
  const name = service.name?.value === "exec" ? service.args[0] : service.name;
  const [, reader, ...more] = commands;
  if (name?.type !== "Word" || reader === undefined || service.redirects.some(isOfOutput)) return null;
  const redirection = service.suffix.find((part) => part.type !== "Word" && part.type !== "Assignment");
  const from = redirection?.pos ?? service.end;
  const both = operators[0] === "|&" ? " 2>&1" : "";
  return {
    name: nameOf(name.value),
    words: text
      .slice(service.pos, from)
      .replace(/^exec\s+/, "")
      .trimEnd(),
    redirections: `${redirection === undefined ? "" : ` ${text.slice(from, service.end)}`}${both}`,
    reader: text.slice(reader.pos, end),
    isPlain: more.length === 0 && reader.type === "Command",
  };
}

/** What stands in it does not go into the pipe. */
function isOfOutput(redirection: Redirection): boolean {
  if (redirection.type !== "Redirect" || redirection.operator.startsWith("<")) return false;
  const { descriptor } = redirection;
  return descriptor === undefined || (descriptor.type === "FileDescriptor" && descriptor.value === 1);
}

function inBash({ words, redirections, reader }: Parts): string {
  return `exec ${words} > >(${reader})${redirections}`;
}

/** `indent` stands in front of every line; null for one line. */
function throughPipe({ name, words, redirections, reader, isPlain }: Parts, indent: string | null): string {
  const pipe = `/tmp/${name.replace(/[^\w.-]/g, "_")}.pipe`;
  const made = `[ -p ${pipe} ] || mkfifo ${pipe}`;
  const read = `${isPlain ? reader : `{ ${reader}; }`} <${pipe} &`;
  const become = `exec ${words} >${pipe}${redirections}`;
  return indent === null ? `${made}; ${read} ${become}` : [made, read, become].join(`\n${indent}`);
}

/** Null where the pipeline does not begin a line of a script file. */
function indentOf(text: string, { pos }: Pipeline): string | null {
  return /(?:^|\n)([ \t]*)$/.exec(text.slice(0, pos))?.[1] ?? null;
}
