import { Lexer } from "yaml";
import type { Comment } from "../../dockerfile/dockerfile.ts";

/** Lexemes that stand for no characters: https://eemeli.org/yaml/#lexer. */
const MARKS = new Set(["\u0002", "\u0018", "\u001f"]);
const SCALAR_FOLLOWS = "\u001f";

/** The comments of a YAML file, `#` included, line end left out. Looks for them only where one may be for siglint. */
export function findYamlComments(file: string, text: string): readonly Comment[] {
  if (!text.includes("siglint")) return [];
  const comments: Comment[] = [];
  let at = 0;
  let before = "";
  for (const lexeme of new Lexer().lex(text)) {
    if (!MARKS.has(lexeme)) {
      if (lexeme.startsWith("#") && before !== SCALAR_FOLLOWS)
        comments.push({ text: lexeme, span: { file, start: at, end: at + lexeme.length } });
      at += lexeme.length;
    }
    before = lexeme;
  }
  return comments;
}
