import { isKnown } from "../hole.ts";
import type { Conduct, Source } from "./conduct.ts";
import { type Call, detaches, serves, unknown } from "./program-row.ts";

/**
 * A server that goes to the background unless its configuration, a file of the image, keeps it in the foreground with a
 * directive. A hole for a path that the files do not tell.
 */
export function byConfiguration(
  { name, around }: Call,
  path: string,
  foreground: RegExp,
  source: Source,
): Conduct {
  const config = isKnown(path) ? around.readFile(path) : null;
  // Whether `sed -i` puts the directive on a line of its own shows in what is built; nobody else would name it.
  if (isKnown(path) && foreground.test(linesOf(around.edits(path)))) return serves(source);
  if (config !== null) return foreground.test(config.text) ? serves(source) : detaches(name, source);
  // An image that starts such a server bare works only where the configuration says so; in a script it is one daemon of many.
  return around.isMain
    ? unknown(
        `${isKnown(path) ? path : "its configuration"} decides whether ${name} stays in the foreground, and it is not among the files that siglint knows`,
      )
    : detaches(name, source);
}

/** What a script of sed puts into a line, on a line of its own: behind a delimiter, a quote, a command or `\\n`. */
function linesOf(script: string): string {
  return script.replace(/\\n|[/|#"'\\]|\$?[aic] /g, "\n");
}
