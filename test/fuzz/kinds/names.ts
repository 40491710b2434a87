import fc from "fast-check";
import type { Context, FuzzKind } from "../fuzz-kind.ts";
import { mutatedTexts } from "../mutate.ts";

const tokens = [
  "/",
  "..",
  ".",
  "\n",
  "\r",
  "\t",
  " ",
  ":",
  "%0A",
  "::",
  "*",
  "[",
  "]",
  "$x",
  "'",
  '"',
  "\\",
  "<",
  ">",
  "&",
];
const name = mutatedTexts(["start.sh", "docker", "a b.sh", "été.sh", "-rf"], tokens).filter(
  // What no file on a disk can be called.
  (text) =>
    !text.includes("\0") &&
    text.split("/").every((part) => !["", ".", ".."].includes(part) && Buffer.byteLength(part) <= 255),
);

/** Names of files and folders that nobody would choose. */
export const kind: FuzzKind = {
  contexts: fc.tuple(name, name, fc.boolean()).map(([folder, script, isLink]): Context => {
    const start = JSON.stringify(["sh", `/${script}`]);
    const text = "#!/bin/sh\ntrap 'exit' QUIT\nmy_server\n";
    return {
      [`${folder}/Dockerfile`]: `FROM debian:12\nCOPY [${JSON.stringify(script)}, "/"]\nENTRYPOINT ${start}\n`,
      [`${folder}/${script}`]: isLink ? { link: `${script}.real` } : text,
      [`${folder}/${script}.real`]: text,
    };
  }),
};
