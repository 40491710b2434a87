/** What a text is, told by how it begins. */
export type Beginning = "dockerfile" | "script" | "unclear";

const PARSER_DIRECTIVE = /^#\s*(syntax\s*=\s*\S|escape\s*=\s*[\\`]\s*$|check\s*=\s*(skip|error)\s*=)/i;
/** `FROM image AS name`: more on the line would be another language (`from x import y`). */
const FROM = /^from\s+(--\S+\s+)*[^\s-]\S*(\s+as\s+\S+)?\s*\\?$/i;
const ARG = /^arg\s+[A-Za-z_]/i;

/**
 * The first line that is neither empty nor a comment tells a Dockerfile: only ARG may stand before FROM. Parser
 * directives and `#!` stand at the very top (Dockerfile reference, "Format" and "Parser directives").
 */
export function judgeBeginning(text: string): Beginning {
  const body = text.replace(/^\uFEFF/, "");
  if (body.startsWith("#!")) return "script";
  let atTop = true;
  for (const match of body.matchAll(/[^\r\n]+/g)) {
    const line = match[0].trim();
    if (line === "") continue;
    if (atTop && PARSER_DIRECTIVE.test(line)) return "dockerfile";
    if (line.startsWith("#")) {
      atTop = atTop && /^#\s*\w+\s*=/.test(line);
      continue;
    }
    return FROM.test(line) || ARG.test(line) ? "dockerfile" : "unclear";
  }
  return "unclear";
}
