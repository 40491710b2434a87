// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of the shell
import fc from "fast-check";
import type { FuzzKind } from "../fuzz-kind.ts";
import { mutatedContexts } from "../mutate.ts";
import { labContexts, seedsWith } from "../seeds.ts";

const tokens = [
  ...[
    "\n",
    "\r\n",
    "\\\n",
    ";",
    ";;",
    "&",
    "&&",
    "||",
    "|",
    "|&",
    "(",
    ")",
    "{ ",
    "; }",
    "((",
    "))",
    "[[ ",
    " ]]",
  ],
  ..."if then elif else fi for in do done while until case esac select function time coproc !"
    .split(" ")
    .map((word) => ` ${word} `),
  ..."trap,wait,exec,kill,eval,set -e,set --,shift,exit,return,break 9,local x,read x,getopts ab: o,alias a=b"
    .split(",")
    .map((word) => `\n${word} `),
  ...[
    "'",
    '"',
    "`",
    "$(",
    "${",
    "}",
    "$((",
    "$'",
    "<(",
    ">(",
    "<<E\n",
    "<<-'E'\n",
    "\nE\n",
    "<<<",
    ">&2",
    "2>&1",
  ],
  ...[
    "$x",
    "$!",
    "$$",
    "$@",
    '"$@"',
    "$*",
    "$#",
    "$?",
    "$1",
    "${x:-y}",
    "${x//a/b}",
    "${#x}",
    "${!x}",
    "x=",
    "x+=(",
  ],
  ...[
    "TERM",
    "SIGTERM",
    "EXIT",
    "ERR",
    "0",
    "-1",
    "99999999999999999999",
    ". ./lib.sh",
    "sh -c ",
    "app",
    "app &",
  ],
  ...[
    "*",
    "?",
    "[a-z]",
    "~",
    "# c\n",
    "\\",
    "sleep 1",
    "while :; do ",
    "f() { ",
    "f",
    "tini -- ",
    "gosu root ",
  ],
];

const isScript = (path: string): boolean => /\.sh$|^(entrypoint|start|my_)/.test(path);
const lab = labContexts().flatMap((context) => {
  const script = Object.keys(context).find((path) => path.endsWith(".sh")) ?? "Dockerfile";
  return [[context, script] as const];
});

export const kind: FuzzKind = {
  contexts: fc.oneof(mutatedContexts(seedsWith(isScript), tokens), mutatedContexts(lab, tokens)),
};
