import { sliceMapped } from "../../mapped-text.ts";
import { nameOf } from "../../script/image-path.ts";
import { HOLE, isKnown } from "../hole.ts";
import type { Conduct, Surroundings } from "../programs/conduct.ts";
import { conductOf } from "../programs/conduct-of.ts";
import type { Scene } from "../scene.ts";
import { type Argument, plainArgument } from "./argument.ts";
import { globFiles, locateFile } from "./container-files.ts";
import { isInit } from "./lifecycle.ts";
import type { Process } from "./process.ts";
import { workdirOf } from "./shell-process.ts";
import type { System } from "./system.ts";

/** What a program does when this process becomes it, in the surroundings that the process has. */
export function conductHere(system: System, process: Process, argv: readonly Argument[]): Conduct {
  const name = nameOf(argv[0]?.text ?? "");
  const service = system.scene.services.get(name);
  if (service !== undefined) return service.conduct;
  const words = argv.map((argument) => argument.text);
  const around = surroundings(system, process);
  const own = system.scene.programs?.get(name);
  return own === undefined ? conductOf(words, around) : own.conduct({ name, argv: words, around });
}

function surroundings(system: System, process: Process): Surroundings {
  const { scene } = system;
  const shell = process.body.kind === "shell" ? process.body : null;
  return {
    workdir: workdirOf(system, process),
    env: (name) => {
      const variable = shell?.variables.get(name);
      const value = variable?.kind === "scalar" ? variable.texts[0] : undefined;
      if (value !== undefined) return value.includes(HOLE) ? null : value;
      const given = process.environment.get(name);
      if (given !== undefined) return isKnown(given) ? given : null;
      const set = scene.env.get(name);
      return set?.kind === "known" ? set.text : null;
    },
    readFile: (path) => {
      const located = locateFile(system, path, commandOf(process));
      return located.kind === "text" ? located.text : null;
    },
    edits: (path) => {
      const located = scene.files.find(path);
      return located.kind === "unknown" ? (located.edits ?? []).join("\n") : "";
    },
    list: (pattern) => globFiles(system, pattern).paths,
    isPid1: isInit(system, process),
    isMain: isMain(system, process),
    leadsGroup: process.group === process.pid,
    signal: process.stopSignal ?? scene.stopSignal,
    busybox: isBusybox(scene),
  };
}

/** Whether the image has busybox's programs. */
export function isBusybox({ base }: Scene): boolean {
  return base.sh.kind === "known" && base.sh.shell === "ash";
}

/** The command that started it, as the user wrote it. */
function commandOf({ launches, name }: Process): Argument {
  const site = launches.at(-1)?.site ?? null;
  if (site === null || site.readBy !== "shell") return plainArgument(name);
  return { text: name, mapped: sliceMapped(site.script.source, site.name, site.end) };
}

function isMain(system: System, process: Process): boolean {
  const decides = system
    .lineOf(process)
    .find((each) => isInit(system, each) || each.launches[0]?.hop !== "wrapper");
  return decides !== undefined && isInit(system, decides);
}
