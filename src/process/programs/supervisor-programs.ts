import type { NestedCommand, Surroundings } from "./conduct.ts";
import { baseName } from "./option-grammar.ts";
import { splitWords } from "./split-words.ts";

/**
 * The commands of a supervisord configuration's `[program:…]` sections, in order. supervisord splits `command` as a
 * shell splits words and starts it without one (http://supervisord.org/configuration.html). `autostart=false` leaves a
 * program out. Null where a command hangs on something that is not in the file.
 */
export function supervisorPrograms(config: string, around: Surroundings): readonly NestedCommand[] | null {
  const commands: NestedCommand[] = [];
  if (/^\[include\]/m.test(config)) return null;
  for (const section of config.split(/^(?=\[)/m)) {
    if (!/^\[(program|fcgi-program):/.test(section)) continue;
    if (/^autostart\s*=\s*(false|no|off|0)\b/im.test(section)) continue;
    const command = /^command\s*=[ \t]*(.*(?:\n[ \t]+.*)*)/m.exec(section)?.[1];
    const argv = command === undefined ? [] : splitWords(withoutComment(command));
    if (argv.length === 0 || argv.some((word) => word.includes("%("))) return null;
    commands.push({ kind: "words", argv: inForeground(argv, around) });
  }
  return commands.length === 0 ? null : commands;
}

function withoutComment(value: string): string {
  return value.replace(/[ \t];.*$/gm, "").replace(/\n[ \t]+/g, " ");
}

/**
 * A supervised program has to stay in the foreground; where its own configuration decides that and is not known, it is
 * taken to say so.
 */
function inForeground(argv: readonly string[], around: Surroundings): readonly string[] {
  const name = baseName(argv[0]);
  if (/^(nginx|openresty)$/.test(name) && !argv.includes("-g") && !argv.includes("-c"))
    return around.readFile("/etc/nginx/nginx.conf") === null ? [...argv, "-g", "daemon off;"] : argv;
  if (/^php-fpm[\d.]*$/.test(name) && !argv.some((word) => /^(-y|-D|--daemonize|--fpm-config.*)$/.test(word)))
    return [...argv, "-F"];
  return argv;
}
