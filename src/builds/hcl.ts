/**
 * A value of HCL as far as a build needs it. Expressions that are more than a literal, a template of variables or a
 * variable are `unknown`: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md.
 */
export type HclValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly HclValue[] }
  | { readonly kind: "object"; readonly entries: ReadonlyMap<string, HclValue> }
  | { readonly kind: "unknown" };

/** `target "app" { … }`. `start` and `end` are UTF-16 offsets, half open. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: ReadonlyMap<string, HclValue>;
  readonly start: number;
  readonly end: number;
}

/** What a variable stands for; undefined for one that is not known. */
export type HclVariables = (name: string) => string | undefined;

const UNKNOWN: HclValue = { kind: "unknown" };
/** To the closing quote, or the end of a line that has none. */
const QUOTED = /"(?:[^"\\\n]|\\[^\n])*"?/y;
/** Deeper than anybody nests. */
const MOST_DEPTH = 50;

/** The blocks at the top of an HCL text, those that can be read; nothing of it is ever evaluated but variables. */
export function readHcl(text: string, variables: HclVariables): readonly HclBlock[] {
  const reader = new HclReader(text, variables);
  const blocks: HclBlock[] = [];
  for (let block = reader.block(); block !== "end"; block = reader.block()) {
    if (block !== null) blocks.push(block);
  }
  return blocks;
}

class HclReader {
  readonly #text: string;
  readonly #variables: HclVariables;
  #at = 0;

  constructor(text: string, variables: HclVariables) {
    this.#text = text;
    this.#variables = variables;
  }

  /** The next block; null for what is none, which is passed over. */
  block(): HclBlock | null | "end" {
    this.#skip(true);
    if (this.#at >= this.#text.length) return "end";
    const start = this.#at;
    const type = this.#take(/[A-Za-z_][\w-]*/y);
    if (type === null) {
      this.#at += 1;
      return null;
    }
    const labels: string[] = [];
    for (this.#skip(false); this.#text[this.#at] === '"'; this.#skip(false)) {
      const label = this.#value(0);
      labels.push(label.kind === "text" ? label.text : "");
    }
    if (this.#text[this.#at] !== "{") {
      this.#passExpression();
      return null;
    }
    this.#at += 1;
    const attributes = this.#entries(0);
    return { type, labels, attributes, start, end: this.#at };
  }

  /** What stands between braces, up to and with the closing one: `name = value`, blocks within passed over. */
  #entries(depth: number): ReadonlyMap<string, HclValue> {
    const entries = new Map<string, HclValue>();
    for (;;) {
      this.#skip(true);
      const char = this.#text[this.#at];
      if (char === undefined) return entries;
      // What closes no bracket here is passed over too, so that there is an end.
      if (/[},\])]/.test(char)) {
        this.#at += 1;
        if (char === "}") return entries;
        continue;
      }
      const name = this.#take(/[A-Za-z_][\w.-]*/y) ?? this.#quoted();
      this.#skip(false);
      const sign = this.#text[this.#at];
      if (name === null || (sign !== "=" && sign !== ":")) {
        this.#passExpression();
        continue;
      }
      this.#at += 1;
      entries.set(name, this.#expression(depth + 1));
    }
  }

  /** A value that nothing follows but the end of the expression; else it is more than a value. */
  #expression(depth: number): HclValue {
    this.#skip(false);
    const value = this.#value(depth);
    this.#skip(false);
    if (/^(,|\}|\]|\)|\r?\n|$)/.test(this.#text.slice(this.#at, this.#at + 2))) return value;
    this.#passExpression();
    return UNKNOWN;
  }

  #value(depth: number): HclValue {
    const char = this.#text[this.#at];
    if (depth > MOST_DEPTH) return UNKNOWN;
    if (char === '"') {
      const text = this.#quoted();
      return text === null ? UNKNOWN : { kind: "text", text };
    }
    if (char === "[") {
      this.#at += 1;
      return { kind: "list", items: this.#items(depth) };
    }
    if (char === "{") {
      this.#at += 1;
      return { kind: "object", entries: this.#entries(depth) };
    }
    if (this.#passHeredoc()) return UNKNOWN;
    const name = this.#take(/[A-Za-z_]\w*(?![\w.([])/y);
    const text = name === null ? this.#take(/\d[\d.]*/y) : (this.#variables(name) ?? null);
    return text === null ? UNKNOWN : { kind: "text", text };
  }

  #items(depth: number): readonly HclValue[] {
    const items: HclValue[] = [];
    for (;;) {
      this.#skip(true);
      const char = this.#text[this.#at];
      if (char === undefined) return items;
      if (char === "]" || char === ",") {
        this.#at += 1;
        if (char === "]") return items;
        continue;
      }
      const before = this.#at;
      items.push(this.#expression(depth + 1));
      // Whatever cannot be read at all is passed over, so that there is an end.
      if (this.#at === before) this.#at += 1;
    }
  }

  /** A quoted template; null where it holds more than variables that are known. */
  #quoted(): string | null {
    const raw = this.#take(QUOTED) ?? "";
    if (raw.length < 2 || !raw.endsWith('"')) return null;
    const text = raw.slice(1, -1).replace(/\\(.)/g, (_, char: string) => ESCAPES[char] ?? char);
    return expandTemplate(text, this.#variables);
  }

  /** To the end of an expression: a line end, or what closes the brackets around it. */
  #passExpression(): void {
    let open = 0;
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] ?? "";
      if (open === 0 && /[\n,}\])]/.test(char)) {
        if (char === ")") this.#at += 1;
        return;
      }
      if (char === '"' && this.#quotedEnd()) continue;
      if (/[[{(]/.test(char)) open += 1;
      if (/[\]})]/.test(char)) open -= 1;
      this.#at += 1;
    }
  }

  /** `<<END` and the lines up to one that is `END`, all that are left without it. */
  #passHeredoc(): boolean {
    const opening = this.#take(/<<-?[A-Za-z_][\w-]*\r?\n/y);
    if (opening === null) return false;
    const end = opening.replace(/^<<-?/, "").trim();
    for (let line = this.#take(/[^\n]*/y); line !== null; line = this.#take(/\n[^\n]*/y))
      if (line.trim() === end) break;
    return true;
  }

  #quotedEnd(): boolean {
    return this.#take(QUOTED) !== null;
  }

  /** White space and comments, of line ends too where `lines`. */
  #skip(lines: boolean): void {
    this.#take(
      lines
        ? /(?:\s|(?:#|\/\/)[^\n]*(?:\n|$)|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*/y
        : /(?:[ \t\r]|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*(?:(?:#|\/\/)[^\n]*)?/y,
    );
  }

  /** The match of a sticky pattern, which is then behind; null without one. */
  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return null;
    this.#at += match[0].length;
    return match[0];
  }
}

/** A template with its variables replaced; null where it holds more than variables that are known. */
export function expandTemplate(template: string, variables: HclVariables): string | null {
  let isKnown = !template.includes("%{");
  const text = template.replace(/\$\{([^}$]*)\}/g, (_, name: string) => {
    const value = variables(name.trim());
    isKnown &&= value !== undefined;
    return value ?? "";
  });
  return isKnown ? text : null;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
