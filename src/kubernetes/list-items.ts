import type { Span } from "../span.ts";
import { isTemplated } from "./template-text.ts";

/** UTF-16 offsets, half open. */
type Stretch = Pick<Span, "start" | "end">;

/**
 * Where the items of a List of the API stand in its document, each of which can be read by itself: reading YAML takes a
 * hundred times the memory of its text. Null for any other document, and where the items cannot be told apart.
 */
export function listItems(text: string): readonly Stretch[] | null {
  if (!text.includes("List") || isTemplated(text)) return null;
  // What an anchor stands for may be in another item.
  if (/(?<=[\s,[{])&\w/.test(text)) return null;
  return /^\s*(?:---\s+)?\{/.test(text) ? itemsInJson(text) : itemsInBlock(text);
}

/** Items with a `-` each; what belongs to one is indented further. */
function itemsInBlock(text: string): readonly Stretch[] | null {
  const opening = /^items:[ \t]*(?:#.*)?\r?\n/m.exec(text);
  if (opening === null || !/^kind:[ \t]*["']?\w*List\b/m.test(text)) return null;
  const starts: number[] = [];
  let indent: number | null = null;
  let at = opening.index + opening[0].length;
  for (; at < text.length; at = lineEnd(text, at)) {
    let first = at;
    while (text[first] === " " && (indent === null || first - at <= indent)) first++;
    const isDeeper = indent !== null && first - at > indent;
    if (isDeeper || /[\r\n\t#]/.test(text[first] ?? "\n")) continue;
    const isItem = text[first] === "-" && /\s/.test(text[first + 1] ?? "");
    if (!isItem || (indent !== null && first - at < indent)) break;
    indent = first - at;
    starts.push(at);
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? at }));
}

/** Behind the line end. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}

/** The objects in the array `items` of the outermost object. */
function itemsInJson(text: string): readonly Stretch[] | null {
  const items: Stretch[] = [];
  let [depth, key, start] = [0, "", -1];
  let [from, to] = [-1, -1];
  const tokens = /["{}[\]]/g;
  for (let found = tokens.exec(text); found !== null; found = tokens.exec(text)) {
    const { 0: token, index } = found;
    if (token === '"') {
      const end = stringEnd(text, index);
      if (end === null) return null;
      if (depth === 1) key = text.slice(index + 1, end - 1);
      tokens.lastIndex = end;
    } else if (token === "{" || token === "[") {
      if (depth === 1 && token === "[" && key === "items") from = index;
      if (depth === 2 && token === "{") start = index;
      depth += 1;
    } else {
      depth -= 1;
      const isInArray = from !== -1 && to === -1;
      if (isInArray && depth === 2) items.push({ start, end: index + 1 });
      if (isInArray && depth === 1) to = index + 1;
    }
  }
  if (to === -1) return null;
  const around = text.slice(0, from) + text.slice(to);
  return /"kind"\s*:\s*"\w*List"/.test(around) ? items : null;
}

/** Behind the quote that closes a string; null where none does. */
function stringEnd(text: string, start: number): number | null {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return null;
}
