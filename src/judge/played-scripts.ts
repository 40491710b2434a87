import type { MappedText } from "../mapped-text.ts";
import type { ProcessNode, Stop } from "../process/stop.ts";
import type { RecordedFiles } from "../script/recorded-files.ts";
import { readShebang } from "../shell/interpreter.ts";

/** The scripts that the target runs or sources, among the texts that were looked at on the way. */
export function playedScripts(recorded: RecordedFiles, stop: Stop): readonly MappedText[] {
  const running = new Set(stop.plays.flatMap(({ tree }) => sourcesOf(tree)));
  return recorded.texts().filter((text) => running.has(text) || looksLikeScript(text));
}

function sourcesOf(node: ProcessNode): readonly MappedText[] {
  const own = node.launches.flatMap(({ site }) => (site === null ? [] : [site.script.source]));
  return [...own, ...node.children.flatMap(sourcesOf)];
}

function looksLikeScript({ file, text }: MappedText): boolean {
  const shebang = readShebang(text);
  if (shebang !== null) return /(^|\/)(ba|da|a)?sh$/.test(shebang.program);
  return /\.(sh|bash|envsh)$/.test(file);
}
