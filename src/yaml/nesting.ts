import { Lexer } from "yaml";

/** Levels; readers of YAML go down by recursion, and the deepest manifests that people write have thirty. */
const MOST_LEVELS = 200;

/** Whether a YAML text may be nested deeper than anything that reads it could follow. Takes time in step with the text. */
export function isNestedTooDeep(text: string): boolean {
  return hasDeepBlocks(text) || (hasManyBrackets(text) && hasDeepFlow(text));
}

/** Levels of blocks are told by the columns in which lines begin, and those of the `-` and `?` in front of more on a line. */
function hasDeepBlocks(text: string): boolean {
  const columns: number[] = [];
  for (let start = 0; start < text.length; start = nextLine(text, start)) {
    let at = start;
    while (text[at] === " ") at += 1;
    while ((columns.at(-1) ?? -1) >= at - start) columns.pop();
    columns.push(at - start);
    for (; isIndicator(text, at); at += 2) columns.push(at + 2 - start);
    if (columns.length > MOST_LEVELS) return true;
  }
  return false;
}

function nextLine(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end === -1 ? text.length : end + 1;
}

function isIndicator(text: string, at: number): boolean {
  return (text[at] === "-" || text[at] === "?" || text[at] === ":") && /[ \t]/.test(text[at + 1] ?? "");
}

/** A quick look, which takes the brackets in strings and scripts for some as well. */
function hasManyBrackets(text: string): boolean {
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "[" || sign === "{") open += 1;
    else if ((sign === "]" || sign === "}") && open > 0) open -= 1;
    if (open > MOST_LEVELS) return true;
  }
  return false;
}

function hasDeepFlow(text: string): boolean {
  let depth = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === "[" || lexeme === "{") depth += 1;
    else if (lexeme === "]" || lexeme === "}") depth -= 1;
    if (depth > MOST_LEVELS) return true;
  }
  return false;
}
