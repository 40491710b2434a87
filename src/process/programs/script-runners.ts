import { matchesPath } from "../../context/match-path.ts";
import type { PathPattern } from "../../context/path-pattern.ts";
import type { Conduct, NestedCommand, Source } from "./conduct.ts";
import { readArguments } from "./option-grammar.ts";
import { readPackageScripts } from "./package-scripts.ts";
import {
  BRIEF,
  type Call,
  commandLine,
  DEFAULT,
  FORWARDS_TO_ALL,
  MEASURED,
  type ProgramRow,
  supervises,
  varying,
  words,
} from "./program-row.ts";
import { splitWords } from "./split-words.ts";

/** Programs that run several scripts of package.json, at once or in turn. */
export const scriptRunners: readonly ProgramRow[] = [
  varying("concurrently conc", MEASURED, concurrently, "supervises"),
  ...["run-p", "run-s", "npm-run-all"].map((name) => varying(name, MEASURED, npmRunAll, "supervises")),
];

/** Gives each command to a shell, signals every process below it, shells included, and stays until their output is closed. */
function concurrently({ argv, around }: Call, source: Source): Conduct {
  const valued =
    "-n -c -p -m -l -s -t --names --name-separator --prefix-colors --prefix --max-processes --prefix-length --success --timestamp-format --restart-tries --restart-after --default-input-target --hide --teardown --kill-signal --kill-timeout --cwd";
  const hasArguments = argv.some((word) => word === "-P" || word === "--passthrough-arguments");
  const dashes = argv.indexOf("--");
  const own = hasArguments && dashes !== -1 ? argv.slice(0, dashes) : argv;
  const commands: NestedCommand[] = [];
  let start = 1;
  for (;;) {
    const found = readArguments(own, { valued }, start);
    if (found.kind === "unknown") return found;
    if (found.from === null) break;
    commands.push(...concurrentCommands(own[found.from] ?? "", found.from, around));
    start = found.from + 1;
  }
  return commands.length === 0
    ? BRIEF
    : { ...supervises(commands, FORWARDS_TO_ALL, source), staysFor: "output" };
}

/** `npm:serve` is `npm run serve`; a `*` in the name of a script stands for all that match. */
function concurrentCommands(text: string, index: number, around: Call["around"]): readonly NestedCommand[] {
  const full = text.replace(/^(npm|yarn|pnpm|bun):(?=\S)/, "$1 run ").replace(/^node:(?=\S)/, "node --run ");
  const [, command = "", pattern = "", args = ""] =
    /^((?:npm|yarn|pnpm|bun) run|node --run) (\S+)(.*)$/s.exec(full) ?? [];
  if (pattern.includes("*")) {
    const names = namesOfScripts(around).filter((name) => matches(name, pattern, "anything"));
    if (names.length > 0) return names.map((name) => commandLine(`${command} ${name}${args}`));
  }
  return [full === text ? { kind: "string-word", index, shell: "/bin/sh" } : commandLine(full)];
}

/** Groups of scripts one after the other, each at once (`-p`) or in turn (`-s`): the last is where the time goes. */
function npmRunAll({ argv, name, around }: Call, source: Source): Conduct {
  const groups: { readonly isParallel: boolean; readonly scripts: string[] }[] = [
    { isParallel: name === "run-p", scripts: [] },
  ];
  const dashes = argv.indexOf("--");
  for (const word of argv.slice(1, dashes === -1 ? undefined : dashes)) {
    if (/^(-p|--parallel)$/.test(word)) groups.push({ isParallel: true, scripts: [] });
    else if (/^(-s|--sequential|--serial)$/.test(word)) groups.push({ isParallel: false, scripts: [] });
    else if (!word.startsWith("-")) groups.at(-1)?.scripts.push(...expanded(word, around));
  }
  const last = groups.findLast(({ scripts }) => scripts.length > 0);
  if (last === undefined) return BRIEF;
  const commands = last.scripts.map((script) => words("npm", "run", ...splitWords(script)));
  return supervises(last.isParallel ? commands : commands.slice(-1), DEFAULT, source);
}

/** `build:*` stands for the scripts of that kind, where `*` does not reach across a colon and `**` does. */
function expanded(task: string, around: Call["around"]): readonly string[] {
  const [pattern = "", ...args] = splitWords(task);
  if (!pattern.includes("*")) return [task];
  const names = namesOfScripts(around).filter((name) => matches(name, pattern, "some"));
  return names.length === 0 ? [task] : names.map((name) => [name, ...args].join(" "));
}

/** As for paths, with a colon where those have a slash. `star` is what a star stands for, two are anything. */
function matches(name: string, pattern: string, star: "some" | "anything"): boolean {
  const tokens = pattern.split(/(\*+)/).flatMap((part): PathPattern => {
    if (part.startsWith("*")) return [{ kind: part === "*" ? star : "anything" }];
    return [...withSlashes(part)].map((character) => ({ kind: "literal", character }) as const);
  });
  return matchesPath(tokens, withSlashes(name));
}

function withSlashes(name: string): string {
  return name.replace(/[:/]/g, (sign) => (sign === ":" ? "/" : ":"));
}

function namesOfScripts(around: Call["around"]): readonly string[] {
  const scripts = readPackageScripts(around, null);
  return scripts.kind === "known" ? scripts.names : [];
}
