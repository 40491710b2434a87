import { decodeString } from "../../dockerfile/json-string.ts";
import { type MappedText, sliceMapped } from "../../mapped-text.ts";
import { joinImagePath } from "../../script/image-path.ts";
import { TextBuilder } from "../../script/text-builder.ts";
import type { NestedCommand, Surroundings } from "./conduct.ts";
import { quoteWords } from "./split-words.ts";

/** A script of a package.json, mapped to its characters in that file, quotes left out. */
export type PackageScript = MappedText;

export type PackageScripts =
  | {
      readonly kind: "known";
      /** In the order of the file. */
      readonly names: readonly string[];
      readonly find: (name: string) => PackageScript | null;
    }
  | { readonly kind: "unknown"; readonly reason: string };

/** The scripts of the package.json in a directory of the image. */
export function readPackageScripts(around: Surroundings, directory: string | null): PackageScripts {
  if (around.workdir === null && !directory?.startsWith("/")) {
    return {
      kind: "unknown",
      reason: "the working directory, and so which package.json is meant, is not known",
    };
  }
  const folder = joinImagePath(around.workdir ?? "/", directory ?? "");
  const path = joinImagePath(folder, "package.json");
  const found = around.readFile(path);
  if (found === null)
    return { kind: "unknown", reason: `${path} is not among the files that siglint knows of this image` };
  const scripts = scriptsOf(found.text);
  if (scripts === null) return { kind: "unknown", reason: `${path} cannot be read as JSON` };
  return {
    kind: "known",
    names: [...scripts.keys()],
    find: (name) => {
      const place = scripts.get(name);
      return place === undefined ? null : mapScript(place, found);
    },
  };
}

/** The script as `sh -c` runs it: the words behind its name on the runner's command line are put behind its text. */
export function scriptCommand(script: PackageScript, shell: string, args: readonly string[]): NestedCommand {
  const mapped = args.length === 0 ? script : withWords(script, args);
  return { kind: "string", text: mapped.text, shell, args: [], mapped };
}

function withWords(script: PackageScript, words: readonly string[]): PackageScript {
  const builder = new TextBuilder(script.file);
  const end = script.text.length;
  builder.append(script);
  builder.appendInstead(` ${quoteWords(words)}`, script, end, end);
  return builder.build();
}

/** The script as package.json has it, without the words that a runner has put behind it. */
export function asWritten(script: PackageScript): PackageScript {
  const added = script.pieces.find(({ length, sourceLength }) => length > 0 && sourceLength === 0);
  return added === undefined ? script : sliceMapped(script, 0, added.at);
}

interface Place {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function mapScript({ text, start, end }: Place, manifest: MappedText): PackageScript {
  if (manifest.text.slice(start, end) === text) return sliceMapped(manifest, start, end);
  const builder = new TextBuilder(manifest.file);
  builder.appendInstead(text, manifest, start, end);
  return builder.build();
}

function scriptsOf(text: string): ReadonlyMap<string, Place> | null {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return null;
  }
  const places = new Map<string, Place>();
  const path: string[] = [];
  let key: string | null = null;
  const strings = /["{}[\],]/g;
  for (let match = strings.exec(text); match !== null; match = strings.exec(text)) {
    const [char] = match;
    if (char === '"') {
      const decoded = decodeString(text, match.index);
      if (!decoded.ok) return null;
      strings.lastIndex = decoded.end;
      if (/^\s*:/.test(text.slice(decoded.end, decoded.end + 200))) key = decoded.text;
      else if (path.length === 2 && path[1] === "scripts" && key !== null) {
        places.set(key, { text: decoded.text, start: match.index + 1, end: decoded.end - 1 });
      }
    } else if (char === "{" || char === "[") path.push(key ?? "");
    else if (char === "}" || char === "]") path.pop();
    if (char !== '"') key = null;
  }
  return places;
}
