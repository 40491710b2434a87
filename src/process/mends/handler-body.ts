import type { Edit } from "../../diagnostic.ts";
import { type MappedText, sliceMapped } from "../../mapped-text.ts";
import { eachChild, parseShell } from "../../shell/parse.ts";
import type { Command, FunctionDefinition, Statement, SyntaxNode, Word } from "../../shell/syntax.ts";
import type { Start } from "../../start/start-command.ts";
import type { NodeTrap } from "../stop.ts";
import { ScriptText } from "./script-text.ts";
import { commandsIn, findTrapCommand, type TrapCommand } from "./trap-command.ts";

/** What a mend is made from, besides the break. */
export interface MendContext {
  /** The stop signal without `SIG`. */
  readonly signal: string;
  readonly sources: ReadonlyMap<string, string>;
  readonly command: Start["command"];
}

interface BodyPlace {
  readonly statements: readonly [Statement, ...Statement[]];
  readonly source: MappedText;
  /** Where the body's positions begin in the script: behind a quote; 0 for a function. */
  readonly base: number;
  readonly isInDoubleQuotes: boolean;
}

/** What a handler does, where that is written out: the string behind `trap`, or the function that is called there. */
export class HandlerBody {
  readonly statements: readonly [Statement, ...Statement[]];
  /** The script that it stands in. */
  readonly source: MappedText;
  readonly #place: BodyPlace;
  readonly #context: MendContext;

  private constructor(place: BodyPlace, context: MendContext) {
    this.statements = place.statements;
    this.source = place.source;
    this.#place = place;
    this.#context = context;
  }

  static of(trap: NodeTrap, near: MappedText, context: MendContext): HandlerBody | null {
    const set = findTrapCommand(trap, near, context.sources);
    const place = set === null ? null : placeOfBody(set);
    return place === null ? null : new HandlerBody(place, context);
  }

  /** The commands of the body, those inside of others included. */
  get commands(): readonly Command[] {
    return this.statements.flatMap((statement) => commandsIn(statement));
  }

  edit(): HandlerEdit | null {
    const script = ScriptText.open(this.source, this.#context.sources, this.#context.command);
    return script === null ? null : new HandlerEdit(script, this.#place);
  }
}

function placeOfBody({ source, action }: TrapCommand): BodyPlace | null {
  // In quotes, and as it stands there.
  const isQuoted = /^('[^']*'|"[^"\\]*")$/.test(action.text);
  const base = isQuoted ? action.pos + 1 : action.pos;
  const inner = sliceMapped(source, base, isQuoted ? action.end - 1 : action.end);
  const [own, ...others] = parseShell(inner).root.commands;
  if (own === undefined) return null;
  const name = others.length === 0 && own.command.type === "Command" ? own.command.name?.value : undefined;
  const called = functionNamed(parseShell(source).root, name ?? "");
  if (called === null) {
    const isInDoubleQuotes = action.text.startsWith('"');
    return isQuoted ? { statements: [own, ...others], source, base, isInDoubleQuotes } : null;
  }
  const [first, ...rest] = called.body.type === "BraceGroup" ? called.body.body.commands : [];
  return first === undefined
    ? null
    : { statements: [first, ...rest], source, base: 0, isInDoubleQuotes: false };
}

/** The edits of one mend of a handler; positions are those of its body. */
export class HandlerEdit {
  readonly script: ScriptText;
  readonly #place: BodyPlace;

  constructor(script: ScriptText, place: BodyPlace) {
    this.script = script;
    this.#place = place;
  }

  /** All of them, as one way to mend it; none where they cannot be written into the file. */
  get edits(): readonly (readonly Edit[])[] {
    const { edits } = this.script;
    return edits === null || edits.length === 0 ? [] : [edits];
  }

  replace({ pos, end }: Pick<Word, "pos" | "end">, text: string): this {
    const { base } = this.#place;
    this.script.replace(base + pos, base + end, this.#written(text));
    return this;
  }

  /** Puts a command behind a statement: on a line of its own where that has one. */
  insertBehind({ command: { pos, end } }: Statement, text: string): this {
    const { base } = this.#place;
    const indent = base === 0 ? this.script.indentOf(base + pos, base + end) : null;
    if (indent === null) this.script.insert(base + end, `; ${this.#written(text)}`);
    else this.script.insertLines(base + end, indent, [text]);
    return this;
  }

  /** What stands in double quotes is expanded when the trap is set; quotes would end them. */
  #written(text: string): string {
    return this.#place.isInDoubleQuotes ? text.replaceAll('"', "") : text;
  }
}

/** The last one of that name: it is the one that stands. */
function functionNamed(root: SyntaxNode, name: string): FunctionDefinition | null {
  let found: FunctionDefinition | null = null;
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Function" && node.name.value === name) found = node;
    eachChild(node, visit);
  };
  visit(root);
  return found;
}
