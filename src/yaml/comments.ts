import { Lexer } from "yaml";
import type { Comment } from "../dockerfile/dockerfile.ts";

/** The control characters by which the lexer says what follows; they do not stand in the text. */
const NOT_IN_TEXT = new Set(["\x02", "\x18", "\x1f"]);

/** The comments of a YAML text, `#` included. Nothing is looked at where none can be for siglint. */
export function findYamlComments(file: string, text: string): readonly Comment[] {
  if (!/#\s*siglint/.test(text)) return [];
  const comments: Comment[] = [];
  let offset = 0;
  let before = "";
  for (const lexeme of new Lexer().lex(text)) {
    if (!NOT_IN_TEXT.has(lexeme)) {
      if (lexeme.startsWith("#") && before !== "\x1f")
        comments.push({ text: lexeme, span: { file, start: offset, end: offset + lexeme.length } });
      offset += lexeme.length;
    }
    before = lexeme;
  }
  return comments;
}
