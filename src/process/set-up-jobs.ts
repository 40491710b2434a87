import { commandWords } from "./machine/launch-site.ts";
import type { Process } from "./machine/process.ts";
import { isStranger } from "./machine/stranger.ts";
import type { System } from "./machine/system.ts";
import { scriptOf } from "./programs/conduct-of.ts";
import { namesJob } from "./programs/set-up-words.ts";

/** Programs in the background that do something once for the services beside them: `./configure.sh & exec server`. */
export function setUpJobs(system: System): readonly Process[] {
  return system.living().filter((process) => isStranger(process) && isJob(process));
}

function isJob({ pid, launches }: Process): boolean {
  const isBeside = pid !== 1 && launches.some(({ hop }) => hop === "background");
  const site = launches.at(-1)?.site;
  if (!isBeside || site === undefined || site === null) return false;
  const words = commandWords(site);
  const shells = words.findIndex((word) => !/^(.*\/)?(ba|da|a)?sh$|^-|^nohup$/.test(word));
  return namesJob(scriptOf(words.slice(shells)));
}
