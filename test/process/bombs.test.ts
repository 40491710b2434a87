// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of the shell
import { describe, expect, test } from "vitest";
import type { MemoryFile } from "../../src/context/memory-tree.ts";
import { lint } from "../../src/index.ts";

const many = 5_000;
const tenThousand = 10_000;
const starts = 'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n';
const script = (text: string) => ({ Dockerfile: starts, "start.sh": `#!/bin/sh\n${text}\nmy_server\n` });
const bash = (text: string) => ({
  ...script(text),
  Dockerfile: starts.replace('/start.sh"', 'bash", "/start.sh"'),
});

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join("");
}

function numbered<T>(count: number, entry: (index: number) => readonly [string, T]): Record<string, T> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => entry(index)));
}

/** Small texts that grow, nest or go on without end where nobody looks after them. */
const BOMBS: Readonly<Record<string, Readonly<Record<string, MemoryFile>>>> = {
  "arithmetic without end": script(`x=$((${"1+".repeat(20_000)}1))`),
  "quotes in quotes": script('"$(echo '.repeat(many)),
  "substitutions in substitutions": script("$(".repeat(40_000)),
  "arithmetic in arithmetic": script("$((".repeat(30_000)),
  "arithmetic in quotes in arithmetic": script('"$(('.repeat(22_000)),
  "brackets in brackets": script("(".repeat(many)),
  "a variable that doubles": script(`a=x\n${"a=$a$a\n".repeat(60)}echo $a`),
  "arguments that double": script(`set -- a\n${'set -- "$@" "$@"\n'.repeat(60)}echo "$@"`),
  "an array that doubles": bash(`a=(x)\n${"a=(${a[@]} ${a[@]})\na+=(${a[@]})\n".repeat(2_000)}`),
  "an array that grows in a loop": bash(`for i in ${"x ".repeat(20_000)}; do a+=($i); done`),
  "an array of many keys": bash(
    `a=(${lines(20_000, (k) => `[${k}]=x`)})\n${lines(many, (k) => `a[${k}]=y`)}`,
  ),
  "an array many times in one command": bash(
    `a=(${"x ".repeat(400)})\nset -- ${'"${a[@]}" '.repeat(tenThousand)}\napp ${'"$@" '.repeat(tenThousand)}`,
  ),
  "variables, each behind a substitution": script(lines(4_000, (k) => `v${k}=\${x${k}:-$(a)}`)),
  "a format that is used again and again": script(`x=$(printf %s ${"a ".repeat(100_000)})`),
  "variables, each exported by itself": script(lines(40_000, (k) => `export V${k}=x`)),
  "names, each made readonly by itself": bash(lines(40_000, (k) => `readonly V${k}=x`)),
  "functions that each call the one before at two places": {
    Dockerfile: starts,
    "start.sh": `#!/bin/sh\nf0() { app; }\n${lines(60, (k) => `f${k + 1}() { if a; then f${k}; else f${k}; fi; }`)}f60\n`,
  },
  "functions that each call the one before": script(
    `f0() { app; }\n${lines(tenThousand, (k) => `f${k + 1}() { f${k}; }`)}${lines(100, (k) => `(f${10 * k})`)}`,
  ),
  "variables, each local by itself": bash(`f() {\n${lines(20_000, (k) => `local V${k}=x`)}}\nf`),
  "descriptors, each opened by itself": bash(lines(20_000, (k) => `exec ${k + 3}</f${k}`)),
  "commands, each with all that follows": script(`${"a;".repeat(100_000)}b`),
  "eval of eval": script(`${"eval ".repeat(many)}a`),
  "many words": script(`set -- ${"a ".repeat(20_000)}`),
  "heredocs without end": script("cat <<E\n".repeat(many)),
  "a pattern of stars": script(`case ${"a".repeat(2_000)} in ${"*a".repeat(500)}b) exec app;; esac`),
  "a pattern of brackets": script(`case a in ${"[".repeat(90_000)}) app;; esac`),
  "a pattern of stars against a long word": script(
    `case ${"a".repeat(40_000)} in ${"*a".repeat(20_000)}b) app;; esac`,
  ),
  "a pattern of stars at the end of a value": script(
    `a=${"a".repeat(40_000)}\nexec app \${a%%${"*a".repeat(400)}b} \${a##${"*a".repeat(20_000)}b}`,
  ),
  "a file that doubles": script(`echo a > /f\n${"cat /f /f > /g; cat /g /g > /f\n".repeat(many)}sh /f`),
  "process substitutions without end": bash(`app ${"<(a) ".repeat(20_000)}`),
  "more and more processes": script("while :; do app & done"),
  "comments that look like commands": script(`${"\n".repeat(many)}${"# ".repeat(many)}`),
  "stages upon stages": { Dockerfile: "FROM debian:12\n".repeat(many) },
  "a chain of stages": {
    Dockerfile: Array.from(
      { length: 1_000 },
      (_, k) => `FROM ${k === 0 ? "x" : `s${k - 1}`} AS s${k}\n`,
    ).join(""),
  },
  "aliases of aliases": {
    ...script(""),
    ".siglint.yaml": `a0: &a0 [x]\n${Array.from({ length: 60 }, (_, k) => `a${k + 1}: &a${k + 1} [*a${k}, *a${k}]\n`).join("")}`,
  },
  "lists in lists": { ...script(""), ".siglint.yaml": "[".repeat(many) },
  "ignore comments": script("echo\n# siglint ignore=missing-exec\n".repeat(tenThousand)),
  "ignore comments in a row": script("# siglint ignore=trap-blocked\n".repeat(tenThousand)),
  "ignore comments behind commands": script("echo # siglint ignore=missing-exec\n".repeat(tenThousand)),
  "ignore comments that name no rule": script("# siglint ignore=missing-exce\n".repeat(tenThousand)),
  "ignore comments of a Dockerfile": {
    Dockerfile: `FROM debian:12\n${"# siglint ignore=shell-form\n# c\n".repeat(tenThousand)}CMD app\n`,
  },
  "a long heredoc": script(`cat <<E\n${"$x ".repeat(40_000)}\nE`),
  "a script in a long heredoc": script(`sh <<E\n${"echo hallo $x\n".repeat(tenThousand)}E`),
  "commands in a long heredoc": script(`cat <<E\n${"`y` $(z)\n".repeat(tenThousand)}E`),
  "wrappers in wrappers": script(`${"nice ".repeat(20_000)}app`),
  "commands in commands": script(`${"command builtin ".repeat(tenThousand)}app`),
  "open backquotes": script(`echo ${"`".repeat(tenThousand)}`),
  "backquotes without end": script(`echo ${"`a` ".repeat(tenThousand)}`),
  "carriage returns": script("\r".repeat(100_000)),
  "variables in variables": script(`echo ${"${x:-".repeat(tenThousand)}${"}".repeat(tenThousand)}`),
  "quotes behind quotes": script(`app ${`"a"'b'`.repeat(tenThousand)}`),
  "a pipeline without end": script(`${"a | ".repeat(tenThousand)}a`),
  "traps without end": script("trap 'a' TERM\n".repeat(tenThousand)),
  "substitutions behind each other": script("$(echo # a\n)".repeat(tenThousand)),
  "a test of many words": script(`if [ ${"! ".repeat(tenThousand)}a ]; then app; fi`),
  "arguments one by one": script('set -- "$@" x\n'.repeat(tenThousand)),
  "instructions without end": { Dockerfile: `FROM debian:12\n${"ENV A=$A\n".repeat(tenThousand)}CMD app\n` },
  "instructions as many as are read": {
    Dockerfile: `FROM debian:12\n${lines(1_900, (k) => `ENV V${k}=$V${k - 1}x`)}CMD app\n`,
  },
  "patterns against many names": {
    ...Object.fromEntries(Array.from({ length: 300 }, (_, k) => [`${"a".repeat(240)}${k}`, ""])),
    Dockerfile: `FROM debian:12\nCOPY ${"*a".repeat(tenThousand)} ${"*a".repeat(200)}b /\nCMD app\n`,
    ".dockerignore": `${"**/".repeat(tenThousand)}b\n${"*a".repeat(100)}b\n`,
  },
  "patterns of .gitignore against folders in folders": {
    ...script(""),
    [`${"a/".repeat(200)}start.sh`]: "",
    ".gitignore": `${"**/a/".repeat(10)}b\n${"*?".repeat(60)}b\n`.repeat(20),
  },
  "many patterns of .gitignore against many folders": {
    ...numbered(100, (k) => [`${"a".repeat(60)}${k}/Dockerfile`, "FROM debian:12\nCMD app\n"]),
    ".git/HEAD": "",
    ".gitignore": lines(many, (k) => `**/${"*a".repeat(10)}b${k}*`),
  },
  "a pattern of .gitignore that is as long as the file": {
    ...script(""),
    ".gitignore": ["*a", "**/a/", "[a-z]", "\\a", "!"].map((part) => part.repeat(tenThousand)).join("\n"),
  },
  "a pattern of configuration against folders in folders": {
    [`${"a/".repeat(200)}Dockerfile`]: "FROM debian:12\nCMD app\n",
    ".siglint.yaml": `overrides:\n  - files: ["${"**/a/".repeat(10)}b"]\n    gracePeriod: 5s\n`,
  },
  "folders in folders": {
    Dockerfile: `FROM debian:12\nCOPY . /\nENTRYPOINT ["sh", "/${"a/".repeat(2_000)}start.sh"]\n`,
    [`${"a/".repeat(2_000)}start.sh`]: "my_server\n",
  },
  "links to links": {
    ...script(""),
    Dockerfile: `FROM debian:12\n${lines(1_900, (k) => `RUN ln -s /l${k + 1} /l${k}`)}ENTRYPOINT ["/l0"]\n`,
  },
  "a file added to without end": {
    ...script(""),
    Dockerfile: `FROM debian:12\nRUN ${"echo a >> /start.sh && ".repeat(tenThousand)}true\nENTRYPOINT ["/start.sh"]\n`,
  },
  "programs of supervisord": {
    Dockerfile:
      'FROM debian:12\nCOPY supervisord.conf /etc/\nCMD ["supervisord", "-n", "-c", "/etc/supervisord.conf"]\n',
    "supervisord.conf": `[supervisord]\n${lines(tenThousand, (k) => `[program:p${k}]\ncommand=app`)}`,
  },
  "files that supervisord includes again and again": {
    Dockerfile:
      'FROM debian:12\nCOPY supervisord.conf /etc/\nCMD ["supervisord", "-n", "-c", "/etc/supervisord.conf"]\n',
    "supervisord.conf": `[include]\nfiles=${"/etc/*.conf ".repeat(8_000)}\n`,
  },
  "loops in the loops of a build step": {
    ...script(""),
    Dockerfile: `FROM debian:12\nRUN ${"for i in 1 2 3 4 5; do ".repeat(40)}true${"; done".repeat(40)}\nCMD app\n`,
  },
  "sources of one COPY without end": {
    ...script(""),
    Dockerfile: `FROM debian:12\nCOPY ${"* ".repeat(40_000)}/\nENTRYPOINT ["/start.sh"]\n`,
  },
  "a pattern through links to the folder itself": {
    ...script(""),
    ...Object.fromEntries([..."abc"].map((name) => [name, { link: "." }])),
    Dockerfile: `FROM debian:12\nCOPY ${"*/".repeat(14)}start.sh /\nENTRYPOINT ["/start.sh"]\n`,
  },
  "configuration that extends the same twice, again and again": {
    ...script(""),
    ...numbered(40, (k) => [`c${k}.yaml`, `extends: [c${k + 1}.yaml, c${k + 1}.yaml]\n`]),
    "c18.yaml": "rules: {}\n",
    ".siglint.yaml": "extends: c0.yaml\n",
  },
  "configuration that extends more, and more": {
    ...script(""),
    ...numbered(3_000, (k) => [`c${k}.yaml`, `extends: c${k + 1}.yaml\n`]),
    ".siglint.yaml": "extends: c0.yaml\n",
  },
  "includes one behind the other": {
    ...numbered(3_000, (k) => [`c${k}.yaml`, `include: [c${k + 1}.yaml]\n`]),
    "compose.yaml": "include: [c0.yaml]\nservices: { a: { image: x } }\n",
  },
  "hooks without end": {
    "compose.yaml": `services:\n  a:\n    image: debian\n    command: app\n    pre_stop:\n${"      - command: kill 1\n".repeat(3_000)}`,
  },
  "bake targets that inherit the same twice, again and again": {
    ...script(""),
    "docker-bake.hcl": lines(2_000, (k) => `target "t${k}" { inherits = ["t${k + 1}", "t${k + 1}"] }`),
  },
  "services that extend each other": {
    "compose.yaml": `services:\n${lines(2_000, (k) => `  s${k}:\n    extends: s${k + 1}`)}`,
  },
  "services of which each has a fault": {
    "compose.yaml": `services:\n${lines(300, (k) => `  s${k}:\n    image: x\n    command: sh -c 'app; true'`)}`,
  },
  "services that merge one with a long command": {
    "compose.yaml": `services:\n  a: &a\n    image: x\n    command: app ${"w ".repeat(tenThousand)}\n${lines(2_500, (k) => `  s${k}: {<<: *a}`)}`,
  },
  "services that merge one with a long script": {
    "compose.yaml": `services:\n  a: &a\n    image: x\n    command: sh -c "${"echo a; ".repeat(2_500)}app; true"\n${lines(2_500, (k) => `  s${k}: {<<: *a}`)}`,
  },
  "services that extend one with a long command": {
    "compose.yaml": `services:\n  a:\n    image: x\n    command: sh -c "app ${"w ".repeat(1_000)}; true"\n${lines(100, (k) => `  s${k}: {extends: a}`)}`,
  },
  "one long word again and again": {
    "compose.yaml": `services:\n  a:\n    image: x\n    labels: [&w ${"w".repeat(40_000)}]\n    command: [app${", *w".repeat(tenThousand)}]\n`,
  },
  "a long variable for each of many services": {
    ".env": `V="${"w ".repeat(45_000)}"\n`,
    "compose.yaml": `services:\n${lines(2_000, (k) => `  s${k}: {image: x, command: app $V}`)}`,
  },
  "containers that share a long script": {
    "pod.yaml": `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - {name: a, image: debian, command: &c [sh, -c, "${"echo a; ".repeat(2_500)}app; true"]}\n${lines(1_500, (k) => `  - {name: a${k}, image: x, command: *c}`)}`,
  },
  "services that build one with a long script": {
    ...script("echo this is what it comes to\n".repeat(1_500)),
    "compose.yaml": `services:\n${lines(4_000, (k) => `  s${k}: {build: .}`)}`,
  },
  "services that build one with a script of many ways": {
    ...script("f() { if a; then b & fi; if c; then f x; fi; d; }\ntrap 'kill 0' TERM\nf\nwait\ntrue"),
    "compose.yaml": `services:\n${lines(4_000, (k) => `  s${k}: {build: .}`)}`,
  },
  "services that build one with steps without end": {
    Dockerfile: `FROM debian:12\n${"RUN a\n".repeat(1_900)}CMD app\n`,
    "compose.yaml": `services:\n${lines(100, (k) => `  s${k}: {build: .}`)}`,
  },
  "a file that includes itself": {
    "compose.yaml": `include:\n${"  - compose.yaml\n".repeat(tenThousand)}services:\n  a:\n    image: x\n`,
  },
  "lists in lists of a compose file": { "compose.yaml": "- ".repeat(tenThousand) },
  "keys in keys of a compose file": { "compose.yaml": lines(1_000, (k) => `${" ".repeat(k)}a:`) },
  "variables that double in a manifest": {
    "pod.yaml": `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: debian:12\n    env:\n${lines(
      tenThousand,
      (k) => `    - {name: V${k}, value: "$(V${k - 1})$(V${k - 1})x"}`,
    )}    command: [sh, -c, "$(V40)"]\n`,
  },
  "a pattern for images": {
    Dockerfile: `FROM ${"a".repeat(many)}\nCMD app\n`,
    ".siglint.yaml": `images:\n  "${"*a".repeat(40)}b":\n    sh: bash\n`,
  },
};

describe("what is made to take for ever ends soon", () => {
  test.each(Object.entries(BOMBS))("%s", async (_, files) => {
    const before = process.cpuUsage();
    await lint({ files, cwd: "/project" });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(6);
  });
});
