import { type MappedText, sliceMapped } from "../mapped-text.ts";
import type { AndOr, Command, PipelineNode, Redirection } from "../shell/syntax.ts";
import type { RunScope } from "./run-scope.ts";
import { expandHeredocParts } from "./run-words.ts";
import { joinTexts, TextBuilder } from "./text-builder.ts";
import { echoText, printfText } from "./written-text.ts";

/** What a command of a RUN step prints, `redirects` being those of the whole; null where only the build knows. */
export function printedBy(
  scope: RunScope,
  node: PipelineNode | AndOr,
  redirects: readonly Redirection[] = [],
): MappedText | null {
  switch (node.type) {
    case "Command":
      return printedByCommand(scope, node, redirects);
    case "BraceGroup":
    case "Subshell": {
      const printed = node.body.commands.map((statement) => printedBy(scope, statement.command));
      return joinTexts(scope.source.file, printed);
    }
    case "AndOr": {
      if (node.operators.includes("||")) return null;
      const printed = node.commands.map((command) => printedBy(scope, command));
      return joinTexts(scope.source.file, printed);
    }
    case "Redirected":
      return printedBy(scope, node.command, node.redirects);
    default:
      return null;
  }
}

function printedByCommand(
  scope: RunScope,
  command: Command,
  redirects: readonly Redirection[],
): MappedText | null {
  const { file } = scope.source;
  const [name, ...args] = scope.argv(command);
  const known = args.map((word) => word.text).filter((text) => text !== null);
  switch (name?.text?.text) {
    case "cat":
      if (args.some((word) => word.text?.text !== "-")) return null;
      return textOfHeredoc(scope, [...redirects, ...command.redirects]);
    case "echo":
      if (known.length < args.length || args.some((word) => word.pattern)) return null;
      return echoText(file, known, scope.shell);
    case "printf":
      return known.length < args.length ? null : printfText(file, known);
    case ":":
    case "true":
    case "set":
    case "cd":
      return joinTexts(file, []);
    default:
      return null;
  }
}

/** What a heredoc gives to the command it stands at; null without one, or where only the build knows. */
export function textOfHeredoc(scope: RunScope, redirects: readonly Redirection[]): MappedText | null {
  const heredoc = redirects.findLast((redirect) => redirect.type === "HereDoc");
  if (heredoc?.type !== "HereDoc") return null;
  const { body } = heredoc;
  const text =
    body.parts === undefined && heredoc.delimiter?.quoted
      ? sliceMapped(scope.source, body.pos, body.end)
      : expandHeredocParts(scope.source, body, scope.variables);
  return heredoc.operator === "<<-" && text !== null ? withoutTabs(text) : text;
}

function withoutTabs(text: MappedText): MappedText {
  const builder = new TextBuilder(text.file);
  for (const match of text.text.matchAll(/^\t*([^\n]*\n?)/gm)) {
    const end = match.index + match[0].length;
    builder.appendSlice(text, end - (match[1] ?? "").length, end);
  }
  return builder.build();
}
