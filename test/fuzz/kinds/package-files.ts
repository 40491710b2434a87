// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of the shell
import type { FuzzKind } from "../fuzz-kind.ts";
import { mutatedContexts } from "../mutate.ts";
import { seedsWith } from "../seeds.ts";

const tokens = [
  ...["{", "}", "[", "]", ":", ",", '"', "\\", "\\u0000", "\\ud800", "null", "1e999", "true", "\n"],
  ...[
    '"scripts": {"start": "',
    '"start"',
    '"prestart"',
    "npm run start",
    "exec ",
    "&& ",
    "node server.js",
    "${x}",
  ],
  ...[
    '"siglint": {',
    '"extends": "',
    '"rules": {',
    '"packageManager": "',
    "yarn@4",
    '"__proto__": {',
    '"constructor": ',
  ],
];

/** package.json: scripts that are started, and settings. */
export const kind: FuzzKind = {
  contexts: mutatedContexts(
    seedsWith((path) => /(^|\/)package\.json$/.test(path)),
    tokens,
  ),
};
