import { absoluteImagePath, joinImagePath, nameOf, parentOf } from "../../../script/image-path.ts";
import { shortSignal } from "../../machine/signal-names.ts";
import type { ServiceCommand, StopWay, Surroundings } from "../conduct.ts";

/**
 * The services of a folder of services, as s6 and runit have them: each a folder with a program `run` in it, started there.
 * Those with a file `down` are not started (https://skarnet.org/software/s6/servicedir.html, runsv(8)).
 */
export function servicesIn(
  directory: string,
  around: Surroundings,
  stopOf: (folder: string, around: Surroundings) => StopWay | null = () => null,
): readonly ServiceCommand[] {
  const folder = absoluteImagePath(directory, around.workdir);
  return (folder === null ? [] : around.list(joinImagePath(folder, "*/run")))
    .filter((run) => !nameOf(parentOf(run)).startsWith("."))
    .filter((run) => around.list(joinImagePath(parentOf(run), "down")).length === 0)
    .map((run) => {
      const stop = stopOf(parentOf(run), around);
      return {
        kind: "words",
        argv: [run],
        directory: parentOf(run),
        ...(stop !== null && { stop }),
      };
    });
}

/** The longruns of s6-rc: those whose `type` says so (https://skarnet.org/software/s6-rc/s6-rc-compile.html). */
export function longrunsIn(directory: string, around: Surroundings): readonly ServiceCommand[] {
  return servicesIn(directory, around).filter(
    ({ directory: folder }) =>
      folder !== undefined && textOf(joinImagePath(folder, "type"), around) === "longrun",
  );
}

/** s6-supervise sends what `down-signal` says, and SIGKILL after the milliseconds in `timeout-kill`. */
export function stopBySupervise(folder: string, around: Surroundings): StopWay {
  const signal = textOf(joinImagePath(folder, "down-signal"), around);
  const timeout = Number(textOf(joinImagePath(folder, "timeout-kill"), around) ?? "0");
  return {
    turn: 0,
    signal: signal === null ? "SIGTERM" : `SIG${shortSignal(signal)}`,
    to: "child",
    seconds: timeout > 0 ? timeout / 1000 : null,
    kills: "child",
    written: null,
  };
}

function textOf(path: string, around: Surroundings): string | null {
  return around.list(path).length === 0 ? null : (around.readFile(path)?.text.trim() ?? null);
}
