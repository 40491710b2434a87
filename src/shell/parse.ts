import { forEachChild, parse } from "unbash";
import { type MappedText, spanOf } from "../mapped-text.ts";
import type { Problem } from "../span.ts";
import type { ParsedScript, SyntaxNode } from "./syntax.ts";

/** A script or an embedded string, parsed. Node positions are offsets into `source.text`. */
export interface ShellScript {
  readonly source: MappedText;
  readonly root: ParsedScript;
}

const parsed = new WeakMap<MappedText, ShellScript>();

/** Parses shell text. Total: what cannot be read is left out of the tree and told by `syntaxErrors`. */
export function parseShell(source: MappedText): ShellScript {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const script = { source, root: parse(source.text) };
  parsed.set(source, script);
  return script;
}

/** The syntax errors of a script, those inside command substitutions included, in the order of the text. */
export function syntaxErrors(script: ShellScript): readonly Problem[] {
  const problems: Problem[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Script") {
      for (const error of node.errors ?? []) problems.push(toProblem(script.source, error));
    }
    forEachChild(node, visit);
  };
  visit(script.root);
  return problems.sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
}

function toProblem(source: MappedText, error: { message: string; pos: number }): Problem {
  const span = spanOf(source, error.pos, error.pos);
  return { file: source.file, span, message: `the shell cannot read this: ${error.message}` };
}

/** Calls back for each direct child of a node, the scripts inside substitutions included. */
export { forEachChild as eachChild } from "unbash";
