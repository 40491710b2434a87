import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compare, timeOf, times } from "./processes.mjs";
import { root } from "./room.mjs";

const targets = 1000;
const pairs = 3;

/** Per file, siglint against linters that look at one half of what it looks at; and its shell parser against another. */
export function others(room) {
  installTools();
  const tree = room.tree(targets);
  const folders = readdirSync(tree);
  const dockerfiles = folders.map((folder) => join(folder, "Dockerfile"));
  const scripts = folders.map((folder) => join(folder, "start.sh"));
  // Two files for each target.
  const siglint = (argv) => () => timeOf(tree, argv, { expected: [0, 1] }) / (2 * targets);
  const looped = (tool, files) => () =>
    timeOf(tree, [join(root, "scripts/bench/run-tool.mjs"), tool], { input: files.join("\n") }) / targets;
  const shellCheck = () =>
    timeOf(tree, ["--format", "json", ...scripts], { program: "shellcheck", expected: [0, 1] }) / targets;
  const against = (what, argv, other) => times(what, compare(pairs, siglint(argv), other), 1);
  const dockerfileLinters = ["dockerfilelint", "dockerfile-utils", "dockerlinter"];
  return [
    against("a file, against ShellCheck, a script", room.anew, shellCheck),
    ...dockerfileLinters.flatMap((tool) => [
      against(`a file, against ${tool}, a Dockerfile`, room.anew, looped(tool, dockerfiles)),
      against("once more, nothing changed", room.again, looped(tool, dockerfiles)),
    ]),
    times(
      "unbash, which reads the scripts, against bash-parser",
      compare(pairs, looped("unbash", scripts), looped("bash-parser", scripts)),
      1,
    ),
  ];
}

/** Fetched when first asked for: nobody else needs them. */
function installTools() {
  if (spawnSync("shellcheck", ["--version"]).error !== undefined)
    throw new Error("there is no shellcheck here: on Debian, apt-get install shellcheck");
  const folder = join(root, "scripts/bench/tools");
  if (existsSync(join(folder, "node_modules"))) return;
  const words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { status } = spawnSync("npm", words, { cwd: folder, stdio: "inherit" });
  if (status !== 0) throw new Error("the other linters could not be installed");
}
