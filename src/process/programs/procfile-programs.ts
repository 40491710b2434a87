import { HOLE } from "../hole.ts";
import type { NestedCommand } from "./conduct.ts";
import { commandLine, words } from "./program-row.ts";

/**
 * The commands of a Procfile, `name: command` (https://devcenter.heroku.com/articles/procfile), all of them or one.
 * foreman fills in variables itself and leaves the command to Ruby's `spawn`, which takes a shell only where there is
 * something for it to do (https://docs.ruby-lang.org/en/master/Process.html#module-Process-label-Execution+Shell).
 */
export function procfilePrograms(procfile: string, only: string | null): readonly NestedCommand[] {
  return [...procfile.matchAll(/^([\w-]+):[ \t]*(\S.*?)[ \t]*$/gm)].flatMap(([, name, command = ""]) =>
    only === null || name === only ? [programOf(command)] : [],
  );
}

function programOf(command: string): NestedCommand {
  const filled = command.replace(/\$(\w+|\{\w+\})/g, HOLE);
  const takesShell = /[*?{}[\]<>()~&|\\$;'`"#=%]|^(exec|eval|command|cd|set|trap|\.|:)\s/.test(filled);
  return takesShell ? commandLine(command) : words(...filled.split(/\s+/));
}
