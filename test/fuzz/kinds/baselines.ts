import fc from "fast-check";
import { printBaseline, readBaseline } from "../../../src/baseline/baseline-text.ts";
import { compare } from "../../../src/baseline/compare.ts";
import { type FuzzKind, textIn } from "../fuzz-kind.ts";
import { mutatedTexts } from "../mutate.ts";
import { seedsWith } from "../seeds.ts";

const found = seedsWith((path) => /known\.json$/.test(path));
const seeds = [
  ...found.map(([context, path]) => textIn(context, path)),
  printBaseline([
    { rule: "missing-exec", file: "start.sh", text: "my_server", target: "Dockerfile", stage: null },
    { rule: "missing-exec", file: "start.sh", text: "my_server", target: "Dockerfile", stage: "web" },
  ]),
];
const tokens = [
  '"',
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "null",
  "\\u0000",
  "\\",
  "../",
  "start.sh",
  '"rule": ',
  "1e999",
  "\n",
];

export const kind: FuzzKind = {
  contexts: fc.tuple(mutatedTexts(seeds, tokens), fc.constantFrom(".", "docker")).map(([text, folder]) => ({
    Dockerfile: 'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n',
    "start.sh": "#!/bin/sh\nmy_server\n",
    [`${folder}/known.json`]: text,
  })),
  check(context, result) {
    const [file] = Object.keys(context).filter((path) => path.endsWith("known.json"));
    const read = readBaseline(textIn(context, file ?? ""));
    if (!read.ok || file === undefined) return;
    const again = readBaseline(printBaseline(read.findings));
    if (!again.ok || again.findings.length !== read.findings.length)
      throw new Error("it reads not what it wrote");
    const compared = compare(result, { file, findings: read.findings }, "/project");
    if (compared.result.findings.length + (compared.result.known ?? 0) !== result.findings.length)
      throw new Error("findings went missing in the comparison");
  },
};
