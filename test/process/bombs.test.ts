import { describe, expect, test } from "vitest";
import { lint } from "../../src/index.ts";

const many = 5_000;
const starts = 'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n';
const script = (text: string) => ({ Dockerfile: starts, "start.sh": `#!/bin/sh\n${text}\nmy_server\n` });

/** Small texts that grow, nest or go on without end where nobody looks after them. */
const BOMBS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "arithmetic without end": script(`x=$((${"1+".repeat(20_000)}1))`),
  "quotes in quotes": script('"$(echo '.repeat(many)),
  "brackets in brackets": script("(".repeat(many)),
  "a variable that doubles": script(`a=x\n${"a=$a$a\n".repeat(60)}echo $a`),
  "arguments that double": script(`set -- a\n${'set -- "$@" "$@"\n'.repeat(60)}echo "$@"`),
  "eval of eval": script(`${"eval ".repeat(many)}a`),
  "many words": script(`set -- ${"a ".repeat(20_000)}`),
  "heredocs without end": script("cat <<E\n".repeat(many)),
  "a pattern of stars": script(`case ${"a".repeat(2_000)} in ${"*a".repeat(500)}b) exec app;; esac`),
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
