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
  const script = { source, root: parseBounded(source.text) };
  parsed.set(source, script);
  return script;
}

/** Levels; what walks a tree goes down one by one, and nobody writes a twentieth of that. */
const MOST_LEVELS = 1000;

/**
 * What one within another counts for: the parser looks for the end of each in all of the text behind it, when it comes to
 * it, and so a thousand take seconds. A hundred are more than anybody writes.
 */
const LEVELS_OF: Readonly<Record<string, number>> = {
  ArithmeticExpansion: 10,
  CommandExpansion: 10,
  DoubleQuoted: 10,
  ProcessSubstitution: 10,
};

/** The tree of a text; of one that is nested deeper than anything can follow, the error alone. */
function parseBounded(text: string): ParsedScript {
  try {
    const root = parse(text);
    if (text.length < 2 * MOST_LEVELS || isWithin(root, MOST_LEVELS)) return root;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return { ...parse(""), errors: [{ message: "it is nested too deep", pos: 0 }] };
}

function isWithin(node: SyntaxNode, levels: number): boolean {
  if (levels <= 0) return false;
  let all = true;
  forEachChild(node, (child) => {
    all &&= isWithin(child, levels - (LEVELS_OF[child.type] ?? 1));
  });
  return all;
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
