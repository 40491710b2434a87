import type { MappedText } from "../mapped-text.ts";
import { parseShell } from "../shell/parse.ts";
import type {
  AndOr,
  Command,
  For,
  If,
  Pipeline,
  PipelineNode,
  Redirection,
  Statement,
} from "../shell/syntax.ts";
import type { Span } from "../span.ts";
import type { Effect } from "./effect.ts";
import { absoluteImagePath, nameOf } from "./image-path.ts";
import { append, perhaps, unfollowed, write, writeCopy } from "./path-effects.ts";
import { commandEffects } from "./run-command.ts";
import { printedBy, textOfHeredoc } from "./run-output.ts";
import type { RunScope } from "./run-scope.ts";
import type { RunWord } from "./run-words.ts";
import { joinTexts } from "./text-builder.ts";

/** The most words of a `for` that are played one by one. */
const MOST_ROUNDS = 64;
/** The most effects of one step: a generated file must not make every look-up slow. */
const MOST_EFFECTS = 2000;
const MOST_NESTED = 8;
/** The most commands of one step that are walked: loops in loops go round and round. */
const MOST_COMMANDS = 10_000;

const SHELL = /^((ba|da|a)?sh|su)$/;

/** Walks the commands of a RUN step in order and collects what they do to files. */
export class RunWalker {
  readonly effects: Effect[] = [];
  readonly #scope: RunScope;
  /** Whether what is walked may not run. */
  #doubt = false;
  #depth = 0;
  #commands = 0;

  constructor(scope: RunScope) {
    this.#scope = scope;
  }

  script(source: MappedText): void {
    if (this.#depth >= MOST_NESTED) return;
    const outer = this.#scope.source;
    this.#scope.source = source;
    this.#depth++;
    this.#statements(parseShell(source).root.commands);
    this.#depth--;
    this.#scope.source = outer;
  }

  plain(name: string, args: readonly (string | null)[], span: Span): void {
    this.#add(commandEffects({ name, args, cwd: this.#scope.cwd, span }));
  }

  #add(effects: readonly Effect[]): void {
    const room = MOST_EFFECTS - this.effects.length;
    if (room <= 0) return;
    this.effects.push(...(this.#doubt ? effects.map(perhaps) : effects));
    const [next] = effects;
    if (effects.length >= room && next !== undefined) this.effects.push(unfollowed(next.span));
  }

  #statements(statements: readonly Statement[]): void {
    for (const { command } of statements) {
      this.#commands++;
      if (this.#commands < MOST_COMMANDS) this.#node(command);
      else if (this.#commands === MOST_COMMANDS) this.effects.push(unfollowed(this.#scope.place(command)));
    }
  }

  #inDoubt(walk: () => void): void {
    const before = this.#doubt;
    this.#doubt = true;
    walk();
    this.#doubt = before;
  }

  #apart(walk: () => void): void {
    const before = this.#scope.cwd;
    walk();
    this.#scope.cwd = before;
  }

  #node(node: PipelineNode | AndOr): void {
    switch (node.type) {
      case "AndOr":
        this.#andOr(node);
        break;
      case "Pipeline":
        this.#apart(() => this.#pipeline(node));
        break;
      case "Command":
        this.#command(node);
        break;
      case "Redirected":
        this.#node(node.command);
        this.#redirects(node.redirects, node);
        break;
      case "BraceGroup":
        this.#statements(node.body.commands);
        break;
      case "Subshell":
        this.#apart(() => this.#statements(node.body.commands));
        break;
      case "If":
        this.#if(node);
        break;
      case "For":
        this.#for(node);
        break;
      case "While":
        this.#inDoubt(() => this.#statements(node.body.commands));
        break;
      case "Case":
        this.#inDoubt(() => {
          for (const item of node.items) this.#statements(item.body.commands);
        });
        break;
      default:
        break;
    }
  }

  #if(node: If): void {
    this.#statements(node.clause.commands);
    this.#inDoubt(() => {
      this.#statements(node.then.commands);
      for (const elif of node.elif) this.#statements(elif.then.commands);
      this.#statements(node.else?.commands ?? []);
    });
  }

  #andOr(node: AndOr): void {
    const before = this.#doubt;
    for (const [index, command] of node.commands.entries()) {
      if (index > 0 && node.operators[index - 1] === "||") this.#doubt = true;
      this.#node(command);
    }
    this.#doubt = before;
  }

  #pipeline(node: Pipeline): void {
    for (const [index, command] of node.commands.entries()) {
      const feeder = index === 1 ? node.commands[0] : undefined;
      if (feeder !== undefined && command.type === "Command" && command.name?.value === "tee") {
        this.#tee(command, printedBy(this.#scope, feeder));
      } else this.#node(command);
    }
  }

  #for(node: For): void {
    const words = (node.wordlist ?? []).flatMap((word) => this.#scope.words(word));
    for (const word of words.slice(0, MOST_ROUNDS)) {
      this.#scope.set(node.name.value, word);
      this.#statements(node.body.commands);
    }
    this.#scope.set(node.name.value, { text: null, pattern: false });
  }

  #command(command: Command): void {
    const words = this.#scope.argv(command);
    const [name, ...args] = words.map((word) => word.text?.text ?? null);
    if (name === "tee") {
      this.#tee(command, textOfHeredoc(this.#scope, command.redirects));
      return;
    }
    if (name === undefined) this.#scope.assign(command);
    else if (name === "cd" || name === "pushd") {
      const target = args.find((word) => word === null || !word.startsWith("-")) ?? null;
      this.#scope.cwd = target === null ? null : absoluteImagePath(target, this.#scope.cwd);
    } else if (name !== null && SHELL.test(nameOf(name))) this.#nested(words);
    else if (name !== null) this.plain(name, args, this.#scope.place(command));
    this.#redirects(command.redirects, command);
  }

  /** `sh -c "…"` and `su user -c "…"`. */
  #nested(words: readonly RunWord[]): void {
    const flag = words.findIndex((word) => /^-[a-z]*c$/.test(word.text?.text ?? ""));
    const text = flag === -1 ? null : (words[flag + 1]?.text ?? null);
    if (text !== null) this.#apart(() => this.script(text));
  }

  #redirects(redirects: readonly Redirection[], node: PipelineNode): void {
    for (const redirect of redirects) {
      if (redirect.type !== "Redirect" || redirect.target === undefined) continue;
      const { descriptor } = redirect;
      if (!/^(&?>>?|>\|)$/.test(redirect.operator)) continue;
      if (descriptor?.type === "FileDescriptor" && descriptor.value !== 1) continue;
      const [target] = this.#scope.words(redirect.target);
      const path = this.#scope.path(target);
      if (path === null) continue;
      const adds = redirect.operator.endsWith(">>");
      const copied = node.type === "Command" && !adds ? this.#copied(node) : null;
      if (copied !== null) this.#add([writeCopy(this.#scope.place(node), path, copied)]);
      else this.#write(path, printedBy(this.#scope, node), adds, this.#scope.place(node));
    }
  }

  /** The file that `cat file` prints; null where the command is another one. */
  #copied(command: Command): string | null {
    const [name, file, ...more] = this.#scope.argv(command);
    if (name?.text?.text !== "cat" || more.length > 0 || file === undefined || file.pattern) return null;
    return this.#scope.path(file);
  }

  #write(path: string, text: MappedText | null, adds: boolean, span: Span): void {
    if (/^\/(dev|proc)\//.test(path)) return;
    const reason = "a RUN step writes it with what only the build knows";
    this.#add([adds ? append(span, path, text, joinedHere) : write(span, path, text, reason)]);
  }

  #tee(command: Command, text: MappedText | null): void {
    const words = this.#scope.argv(command).slice(1);
    const options = words.filter((word) => word.text?.text.startsWith("-"));
    const adds = options.some((word) => /^(-a|--append)$/.test(word.text?.text ?? ""));
    for (const word of words) {
      const path = options.includes(word) ? null : this.#scope.path(word);
      if (path !== null) this.#write(path, text, adds, this.#scope.place(command));
    }
  }
}

/** A text of two files has no way back to both. */
function joinedHere(first: MappedText, second: MappedText): MappedText | null {
  return first.file === second.file ? joinTexts(first.file, [first, second]) : null;
}
