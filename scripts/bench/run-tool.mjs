// Runs one of the other tools over all files that standard input names, in this one process, as its own command does.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const load = createRequire(join(import.meta.dirname, "tools/package.json"));

const tools = {
  dockerfilelint() {
    const { run } = load("dockerfilelint");
    return (text, file) => run(dirname(file), text);
  },
  "dockerfile-utils"() {
    const { validate } = load("dockerfile-utils");
    return (text) => validate(text);
  },
  dockerlinter() {
    const { lint } = load("dockerlinter/app.js");
    const { cleanErrors, cleanDisplayErrors } = load("dockerlinter/lib/errors.js");
    // Without ShellCheck, which it starts for each RUN.
    return (text) => {
      lint(text, [], true, "none", undefined);
      cleanErrors();
      cleanDisplayErrors();
    };
  },
  "bash-parser"() {
    const parse = load("bash-parser");
    return (text) => parse(text);
  },
  async unbash() {
    const { parse } = await import("unbash");
    return (text) => parse(text);
  },
};

const check = await tools[process.argv[2]]();
for (const file of readFileSync(0, "utf8").split("\n")) check(readFileSync(file, "utf8"), file);
