import fc from "fast-check";
import type { FuzzKind } from "../fuzz-kind.ts";
import { mutatedTexts } from "../mutate.ts";

const seeds = [
  "*\n!start.sh\n",
  "node_modules\n**/*.md\n",
  "# c\n/docker\n!docker/start.sh\n",
  "[a-z]*.sh\n\\!x\n",
];
const tokens = [
  "*",
  "**",
  "/",
  "!",
  "[",
  "]",
  "[^a-",
  "?",
  "\\",
  "\n",
  "#",
  " ",
  "start.sh",
  "Dockerfile",
  "..",
  ".",
  "a*",
];

export const kind: FuzzKind = {
  contexts: fc
    .tuple(
      fc.constantFrom(".dockerignore", ".gitignore", "Dockerfile.dockerignore"),
      mutatedTexts(seeds, tokens),
    )
    .map(([name, text]) => ({
      [name]: text,
      Dockerfile: 'FROM debian:12\nCOPY . /app/\nENTRYPOINT ["/app/start.sh"]\n',
      "start.sh": "#!/bin/sh\nmy_server\n",
      "docker/Dockerfile": 'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n',
      "docker/start.sh": "#!/bin/sh\nmy_server &\nwait\n",
    })),
};
