import fc from "fast-check";
import { type Context, type FuzzKind, textIn } from "../fuzz-kind.ts";
import { mutatedTexts } from "../mutate.ts";
import { seedsWith } from "../seeds.ts";

const seeds = [
  "# siglint ignore=missing-exec",
  "# siglint ignore=missing-exec,trap-blocked -- nobody waits",
  "# siglint global ignore=shell-form",
  "# siglint ignore=all",
  "#siglint ignore missing-exec",
  "# siglint ignore=no-such-rule",
];
const tokens = [
  "#",
  "siglint",
  "ignore",
  "=",
  ",",
  " ",
  "--",
  "global",
  "missing-exec",
  "\n",
  "all",
  "\\\n",
  "*",
];

const files = seedsWith((path) => /Dockerfile|\.sh$/.test(path));

/** A context with comments put at the ends of some lines, or between them. */
const contexts = fc
  .tuple(
    fc.constantFrom(...files),
    fc.array(fc.tuple(fc.nat(200), fc.boolean(), mutatedTexts(seeds, tokens)), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([[context, path], comments]): Context => {
    const lines = textIn(context, path).split("\n");
    for (const [at, isBehind, comment] of comments) {
      const line = at % lines.length;
      if (isBehind) lines[line] += ` ${comment}`;
      else lines.splice(line, 0, comment);
    }
    return { ...context, [path]: lines.join("\n") };
  });

export const kind: FuzzKind = { contexts };
