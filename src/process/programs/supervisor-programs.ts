import type { NestedCommand } from "./conduct.ts";
import { splitWords } from "./split-words.ts";

/**
 * The commands of a supervisord configuration's `[program:…]` sections, in order. supervisord splits `command` as a
 * shell splits words and starts it without one (http://supervisord.org/configuration.html). `autostart=false` leaves a
 * program out. Null where a command hangs on something that is not in the file.
 */
export function supervisorPrograms(config: string): readonly NestedCommand[] | null {
  const commands: NestedCommand[] = [];
  if (/^\[include\]/m.test(config)) return null;
  for (const section of config.split(/^(?=\[)/m)) {
    if (!/^\[(program|fcgi-program):/.test(section)) continue;
    if (/^autostart\s*=\s*(false|no|off|0)\b/im.test(section)) continue;
    const command = /^command\s*=[ \t]*(.*(?:\n[ \t]+.*)*)/m.exec(section)?.[1];
    const argv = command === undefined ? [] : splitWords(withoutComment(command));
    if (argv.length === 0 || argv.some((word) => word.includes("%("))) return null;
    commands.push({ kind: "words", argv });
  }
  return commands.length === 0 ? null : commands;
}

function withoutComment(value: string): string {
  return value.replace(/[ \t];.*$/gm, "").replace(/\n[ \t]+/g, " ");
}
