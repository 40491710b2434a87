import fc from "fast-check";
import type { Context, FuzzKind } from "../fuzz-kind.ts";
import { textIn } from "../fuzz-kind.ts";
import { mutatedTexts } from "../mutate.ts";
import { seedsWith } from "../seeds.ts";
import { yamlTokens } from "../yaml-tokens.ts";

const found = seedsWith((path) => /\.siglint\.|(base|other)\.yaml$/.test(path));
const seeds = [
  ...found.map(([context, path]) => textIn(context, path)),
  "rules:\n  missing-exec: off\n  shell-form: warning\nservices: [app]\nbrief: [setup]\ngracePeriod: 20\n",
  "wrappers:\n  run-as: replaces\nimages:\n  'corp/*':\n    sh: bash\n    entrypoint: [tini, --]\n    env: {A: b}\n",
  "overrides:\n  - files: ['*.dev', '!x']\n    rules: {shell-form: off}\ncontext: ..\nextends: [base.yaml]\n",
  "a: &a [x, x]\nb: &b [*a, *a]\nservices: [*b, *b]\n",
];
const tokens = [
  ...[
    "extends: ",
    "rules:",
    "services:",
    "images:",
    "wrappers:",
    "overrides:",
    "files:",
    "context: ",
    "gracePeriod: ",
  ],
  ...yamlTokens,
  ...[
    "../../etc/passwd",
    "/etc/passwd",
    "base.yaml",
    ".siglint.yaml",
    "*",
    "[a-z",
    "**",
    "missing-exec",
    "error",
    "off",
  ],
];

const demo: Context = {
  Dockerfile: 'FROM corp/base\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n',
  "start.sh": "#!/bin/sh\nrun-as app\nsetup\nmy_server\n",
};

export const kind: FuzzKind = {
  contexts: fc
    .tuple(
      fc.constantFrom(".siglint.yaml", ".siglint.json", ".siglint.yml"),
      mutatedTexts(seeds, tokens),
      fc.option(mutatedTexts(seeds, tokens)),
    )
    .map(([name, text, base]) => ({ ...demo, [name]: text, ...(base !== null && { "base.yaml": base }) })),
};
