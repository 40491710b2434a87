import { nameOf } from "../script/image-path.ts";
import type { ShellName } from "../start/base-image.ts";
import { isKnown } from "./hole.ts";
import { SERVICES_OF } from "./programs/program-row.ts";
import { shownName } from "./sites.ts";
import type { ProcessNode } from "./stop.ts";

const titles: Readonly<Record<ShellName, string>> = { ash: "busybox ash", bash: "bash", dash: "dash" };

export function shellInWords(shell: ShellName): string {
  return titles[shell];
}

/** A process as messages call it first: `bash`, and `sh (dash)` where the name alone does not tell how it behaves. */
export function nameInWords({ name, shell, launches }: ProcessNode): string {
  const short = isKnown(name) ? nameOf(name) : shownName(name, launches.at(-1)?.site ?? null);
  return shell === null || short === shell ? short : `${short} (${titles[shell]})`;
}

/** As messages call it from then on. */
export function shortName(node: ProcessNode): string {
  return node.shell === null ? nameInWords(node) : titles[node.shell];
}

/** A service as messages call it: the ones that a supervisor or a build tool starts have no name that anybody knows. */
export function serviceInWords(service: ProcessNode | undefined): string {
  const name = service?.name ?? "";
  return name === "" || name.startsWith(SERVICES_OF) || name.startsWith("program of ")
    ? "the service"
    : nameOf(name);
}
