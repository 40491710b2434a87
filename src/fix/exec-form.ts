import type { Fix } from "../diagnostic.ts";
import type { ShellForm } from "../process/shell-form.ts";
import type { ExecInsertion } from "../process/sites.ts";
import { insertBefore, replaceSpan } from "./edit.ts";

/** A JSON array in the place of shell form: word by word, so that continuation lines and the comments between them stay. */
export function jsonFix({ words, standsAlone, looksLikeJson }: ShellForm): Fix | null {
  if (words === null || !standsAlone || looksLikeJson) return null;
  const edits = words.map(({ text, span }, index) => {
    const open = index === 0 ? "[" : "";
    return replaceSpan(span, `${open}${JSON.stringify(text)}${index === words.length - 1 ? "]" : ","}`);
  });
  return { title: "write it as a JSON array", safety: "safe", edits };
}

/** `exec` in front of what the string starts last. */
export function execFormFix(exec: ExecInsertion | null, { looksLikeJson }: ShellForm): Fix | null {
  if (exec === null || looksLikeJson) return null;
  return {
    title: "put `exec` in front of the last command",
    safety: exec.safe ? "safe" : "unsafe",
    edits: [insertBefore(exec.span, "exec ")],
  };
}
