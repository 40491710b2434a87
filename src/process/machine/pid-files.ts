import { nameOf } from "../../script/image-path.ts";
import type { Process } from "./process.ts";
import type { System } from "./system.ts";

/**
 * The process whose pid a file holds by its name, which no script has written: `/run/nginx.pid` is nginx's while that runs.
 * Null where none that runs is called so, or several.
 */
export function processOfPidFile(system: System, path: string): Process | null {
  const name = nameOf(path);
  if (!name.endsWith(".pid")) return null;
  const wanted = plainName(name.slice(0, -".pid".length));
  const [process, ...others] = system
    .living()
    .filter((each) => isDaemon(system, each) && plainName(nameOf(each.name)) === wanted);
  return process === undefined || others.length > 0 ? null : process;
}

/** What may write such a file: no shell; and of a program that only the scene knows it is known that it writes none. */
function isDaemon({ scene }: System, { body, name }: Process): boolean {
  if (body.kind === "supervisor") return true;
  const isServer = body.kind === "program" && (body.role === "service" || body.role === "stranger");
  return isServer && !scene.services.has(nameOf(name));
}

/** `php-fpm` for `php-fpm8.2`, `unit` for `unitd`: the two differ in that often enough. */
function plainName(name: string): string {
  return name.replace(/[\d.]{1,8}$/, "").replace(/d$/, "");
}
