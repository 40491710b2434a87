import type { Edit } from "../../diagnostic.ts";
import { nameOf } from "../../script/image-path.ts";
import type { Command, SyntaxNode } from "../../shell/syntax.ts";
import type { Start } from "../../start/start-command.ts";
import type { ShellBreak } from "../breaks/break.ts";
import type { Started } from "../breaks/started.ts";
import { chainTo } from "../exec-place.ts";
import type { LaunchSite } from "../machine/process.ts";
import { foregroundForm, foregroundOfInitScript } from "../programs/foreground-forms.ts";
import type { ProcessNode } from "../stop.ts";
import { ScriptText } from "./script-text.ts";

export interface ForegroundContext {
  readonly sources: ReadonlyMap<string, string>;
  readonly start: Start;
}

/** The command that starts a daemon so that it stays, as a script that ends in `exec`; null where that is not known. */
export function foregroundOf({ site }: Started, { start }: ForegroundContext): string | null {
  const command = commandAt(site);
  const all = command === null ? [] : [command.name, ...command.args];
  const words = all.flatMap((word) => (word?.type === "Word" ? word : []));
  const [first, ...rest] = words;
  if (command === null || first === undefined || words.length < all.length) return null;
  const [name, ...args] = words.map(({ value }) => value);
  const program = nameOf(name ?? "");
  if (/^(service|invoke-rc\.d|rc-service)$/.test(program))
    return args[1] === "start" ? foregroundOfInitScript(args[0] ?? "") : null;
  if (/^\/etc\/init\.d\//.test(name ?? ""))
    return args[0] === "start" ? foregroundOfInitScript(program) : null;
  if (/^(apachectl|apache2ctl)$/.test(program)) {
    const { sh } = start.image.base;
    const isDebian = sh.kind === "known" && sh.shell === "dash";
    return args.join(" ").replace(/^-k /, "") === "start"
      ? foregroundOfInitScript(isDebian ? "apache2" : "httpd")
      : null;
  }
  if (program === "postfix") return args.join(" ") === "start" ? foregroundOfInitScript("postfix") : null;
  const folder = first.text.slice(0, first.text.length - program.length);
  // Of Tomcat, beside each other: https://tomcat.apache.org/tomcat-10.1-doc/RUNNING.txt
  if (program === "startup.sh" || (program === "catalina.sh" && args.join(" ") === "start"))
    return first.text.endsWith(program) ? `exec ${folder}catalina.sh run` : null;
  if (program === "zkServer.sh" && args[0] === "start")
    return ["exec", first.text, "start-foreground", ...rest.slice(1).map(({ text }) => text)].join(" ");
  const [verb, script = "", ...more] = args;
  if (
    /^(pm2|forever)$/.test(program) &&
    verb === "start" &&
    more.length === 0 &&
    /^[^-].*\.[cm]?js$/.test(script)
  )
    return `exec node ${script}`;
  const form = foregroundForm(program);
  if (form === null || (program === "nginx" && args.includes("-g"))) return null;
  // sshd starts itself anew, by its whole path.
  const own = program === "sshd" ? "/usr/sbin/sshd" : first.text;
  const kept = rest.filter(({ value }) => form.drop?.test(value) !== true).map(({ text }) => text);
  return ["exec", own, ...kept, form.add].filter((word) => word !== "").join(" ");
}

/**
 * The edits that put a daemon's foreground form in the place of its start and of what keeps the container alive behind
 * it; what shows a log goes on doing that. Null where anything else stands between the two, or behind them.
 */
export function intoForeground(
  { parent, starts: [started, ...others] }: Pick<ShellBreak, "parent" | "starts">,
  context: ForegroundContext,
): readonly Edit[] | null {
  const script = foregroundOf(started, context);
  const idle = findIdle(parent)?.launches.findLast(({ site }) => site !== null)?.site ?? null;
  if (script === null || idle === null || others.length > 0 || idle.script !== started.site.script)
    return null;
  const range = rangeOf(started.site, idle);
  const text = ScriptText.open(started.source, context.sources, context.start.command);
  if (range === null || text === null) return null;
  const log = logOf(idle);
  const indent = text.indentOf(range.start, range.end);
  const lines = [...(log === null ? [] : [`${log} &`]), script];
  text.replace(range.start, range.end, lines.join(indent === null ? " " : `\n${indent}`));
  return text.edits;
}

/** What does nothing but let the container live on; null where there is none. */
export function findIdle(node: ProcessNode): ProcessNode | null {
  return node.idle === true ? node : (node.children.map(findIdle).find((found) => found !== null) ?? null);
}

function commandAt(site: LaunchSite): Command | null {
  const command = chainTo(site.script.root, site).at(-1);
  return command?.type === "Command" && command.suffix.every(({ type }) => type === "Word") ? command : null;
}

/** From the start of the daemon to the end of what stands next, and last: one statement, or `daemon && tail -f`. */
function rangeOf(
  daemon: LaunchSite,
  idle: LaunchSite,
): { readonly start: number; readonly end: number } | null {
  const [one, other] = [daemon, idle].map((site) => chainTo(site.script.root, site));
  if (one === undefined || other === undefined || daemon.traps.length > 0) return null;
  const depth = one.findIndex((node, index) => node !== other[index]) - 1;
  const [outer, first, last] = [one[depth], one[depth + 1], other[depth + 1]];
  if (outer === undefined || first === undefined || last === undefined) return null;
  if (outer.type === "AndOr") {
    const isPair = outer.commands.length === 2 && outer.operators[0] === "&&" && one.at(-1) === first;
    return isPair && isIdle(last, idle) && isLast(one.slice(0, depth + 1))
      ? { start: first.pos, end: last.end }
      : null;
  }
  if ((outer.type !== "Script" && outer.type !== "CompoundList") || !isLast(one.slice(0, depth + 1)))
    return null;
  if (first.type !== "Statement") return null;
  const at = outer.commands.indexOf(first);
  const isPlain = first.command === one.at(-1) && first.background !== true;
  const next = outer.commands[at + 1];
  if (!isPlain || next !== last || outer.commands.length > at + 2) return null;
  return isIdle(last, idle) ? { start: first.pos, end: last.end } : null;
}

/** Nothing of the script comes behind the last node of a chain. */
function isLast(chain: readonly SyntaxNode[]): boolean {
  return chain.every((node, index) => {
    const child = chain[index + 1];
    if (child === undefined) return true;
    switch (node.type) {
      case "Script":
      case "CompoundList":
        return node.commands.at(-1) === child;
      case "Statement":
        return node.background !== true;
      case "BraceGroup":
        return true;
      default:
        return false;
    }
  });
}

/** The command itself, or a loop of nothing but that. */
function isIdle(node: SyntaxNode, { start, end }: LaunchSite): boolean {
  const command = node.type === "Statement" ? node.command : node;
  if (command.type === "Command") return command.pos === start && command.end === end;
  if (command.type !== "While") return false;
  const [only, ...others] = command.body.commands;
  return others.length === 0 && only?.command.pos === start;
}

/** `tail -f log`, so that it waits for the file that the daemon will write; null for what shows nothing. */
function logOf(idle: LaunchSite): string | null {
  const { text } = idle.script.source;
  const command = text.slice(idle.name, idle.end).replace(/^exec\s+/, "");
  const isLog = /^(\S*\/)?tail\s/.test(command) && !/\/dev\/null\s*$/.test(command);
  return isLog ? command.replace(/(\s-\w*)f/, "$1F") : null;
}
