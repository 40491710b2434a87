import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { LabCommand } from "../lab/lab-case.ts";
import { loadCases } from "../lab/load-cases.ts";
import { readPage } from "../rules/page.ts";
import { type Context, textIn } from "./fuzz-kind.ts";

const root = join(import.meta.dirname, "../..");
const fixtures = join(root, "fixtures");
/** Characters; what is longer makes inputs slow and teaches nothing more. */
const LONGEST = 8_000;

/** Build contexts as the fixtures and the pages of the rules have them. */
export function seedContexts(): readonly Context[] {
  return [...contextsBelow(fixtures), ...pageContexts()];
}

/** The contexts that have a file of which its name and its text say that it is meant, and those names. */
export function seedsWith(
  isMeant: (path: string, text: string) => boolean,
  contexts = seedContexts(),
): readonly (readonly [Context, string])[] {
  return contexts.flatMap((context) =>
    Object.keys(context)
      .filter((path) => textIn(context, path) !== "" && isMeant(path, textIn(context, path)))
      .map((path) => [context, path] as const),
  );
}

/** The cases of the lab, each started by a Dockerfile. */
export function labContexts(): readonly Context[] {
  return loadCases(join(fixtures, "lab")).map(({ files, command }) => {
    const beside = Object.fromEntries(files.map(({ path, text }) => [path.replace(/^\/+/, ""), text]));
    const start = `ENTRYPOINT ${JSON.stringify(wordsOf(command))}`;
    return { ...beside, Dockerfile: `FROM debian:12\nCOPY . /\nWORKDIR /srv\n${start}\n` };
  });
}

function wordsOf(command: LabCommand): readonly string[] {
  switch (command.kind) {
    case "exec":
      return command.argv;
    case "string":
      return ["sh", "-c", command.text];
    case "script":
      return ["sh", command.path, ...command.args];
  }
}

function contextsBelow(folder: string): readonly Context[] {
  if (folder === join(fixtures, "lab")) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  const here = entries.some(({ name }) => /Dockerfile|\.ya?ml$|\.json$/.test(name))
    ? [Object.fromEntries(textsBelow(folder, folder))]
    : [];
  const isCase = here.length > 0 || existsSync(join(folder, "command.txt"));
  const folders = entries.filter((entry) => entry.isDirectory());
  return isCase ? here : folders.flatMap(({ name }) => contextsBelow(join(folder, name)));
}

function textsBelow(folder: string, top: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return textsBelow(path, top);
    if (!entry.isFile() || /^(expected|command)\./.test(entry.name)) return [];
    const text = readFileSync(path, "utf8");
    return text.length > LONGEST || text.includes("\0") ? [] : [[relative(top, path), text] as const];
  });
}

function pageContexts(): readonly Context[] {
  const pages = readdirSync(join(root, "rules")).filter((name) => name.endsWith(".md"));
  return pages.flatMap((name) =>
    readPage(readFileSync(join(root, "rules", name), "utf8")).map(({ files }) => Object.fromEntries(files)),
  );
}
