import type { Setting, Start } from "../start/start-command.ts";
import type { Mend } from "./start-fault.ts";

/**
 * An array with variables as a string for a shell, which `exec` makes it become: `["sh", "-c", "exec app $OPTIONS"]`.
 * What stands behind ENTRYPOINT stays behind it (`"$@"`). Null where the string would say something else.
 */
export function meantForShell(
  instruction: "ENTRYPOINT" | "CMD",
  setting: Setting,
  { image, command }: Start,
): Mend | null {
  const [first] = setting.words;
  const last = setting.words.at(-1);
  if (image.base.sh.kind === "none" || first?.origin.kind !== "file" || last?.origin.kind !== "file")
    return null;
  if (instruction === "CMD" && command?.entrypoint !== null) return null;
  const words = setting.words.map(({ text }) => quote(text));
  if (words.some((word) => word === null)) return null;
  const takes = instruction === "ENTRYPOINT";
  const string = `exec ${words.join(" ")}${takes ? ' "$@"' : ""}`;
  const array = ["sh", "-c", string, ...(takes ? ["sh"] : [])].map((word) => JSON.stringify(word)).join(", ");
  const span = { file: first.origin.span.file, start: first.origin.span.start, end: last.origin.span.end };
  return { edits: [{ ...span, text: array }], safe: false };
}

/** A word for a shell: a lone variable without quotes, as people write it where it may hold several words or none. */
function quote(text: string): string | null {
  if (/^\$(\{[A-Za-z_]\w*\}|[A-Za-z_]\w*)$/.test(text)) return text;
  if (/["\\`!]|\$\(/.test(text)) return null;
  if (text.includes("$")) return `"${text}"`;
  return /^[\w@%+=:,./-]+$/.test(text) ? text : text.includes("'") ? null : `'${text}'`;
}
