import { showPage } from "./rules/page.ts";
import { plainStyle } from "./style.ts";

/** The page of a rule for readers that know nothing of the other pages, nor of what its examples are tested for. */
export function helpOf(page: string): { readonly text: string; readonly markdown: string } {
  return { text: showPage(page, plainStyle), markdown: page.split("\n").flatMap(readable).join("\n") };
}

function readable(line: string): readonly string[] {
  if (/^<!--.*-->$/.test(line)) return [];
  const [, language, file, marks = ""] = /^```(\S+) (\S+)(.*)$/.exec(line) ?? [];
  if (language !== undefined && file !== undefined) {
    if (language === "program") return [`${file} is a program:`, "", "```text"];
    return [`${file}${marks.includes("fixed") ? ", fixed" : ""}:`, "", `\`\`\`${language}`];
  }
  const [, blanks = "", rule] = /^(\s*)# expect: (\S+)/.exec(line) ?? [];
  if (rule !== undefined) return [`${blanks}# ${rule} reports the next line`];
  return [line.replace(/\[([^\]]+)\]\([a-z-]+\.md\)/g, "$1")];
}
