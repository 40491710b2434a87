import fc, { type Arbitrary } from "fast-check";
import type { LabRun } from "../container.ts";
import { type LabShell, labShells } from "../lab-case.ts";
import { Choices } from "./choices.ts";
import { around, foreground } from "./foreground.ts";
import { chooseHandler } from "./handlers.ts";
import { prepare } from "./preparation.ts";
import { chooseRest } from "./resting.ts";
import { chooseServices, declareKeeping, startServices } from "./services.ts";

/** Fresh scripts, each with the shell that it is written for and what it runs below; the same seed gives the same. */
export function generateRuns(seed: number, count: number, shells: readonly LabShell[] = labShells): LabRun[] {
  return fc.sample(scripts(shells), { seed, numRuns: count });
}

function scripts(shells: readonly LabShell[]): Arbitrary<LabRun> {
  return fc.gen().map((next) => runOf(new Choices(next, shells)));
}

function runOf(choose: Choices): LabRun {
  const args = choose
    .pick("", "", "app", "app --port 80", "app3", "--quiet", "app2")
    .split(" ")
    .filter((word) => word !== "");
  const lines = body(choose);
  if (args[0] === "--quiet") lines.unshift(`[ "\${1#-}" = "$1" ] || set -- app "$@"`);
  const isString = choose.chance(20);
  // Shell form ends without a newline; text over several lines most often with one.
  const text = `${lines.join("\n")}${isString && choose.chance(80) ? "" : "\n"}`;
  const chosen = choose.pick("", "", "", "", "tini --", "tini -g --", "dumb-init", "dumb-init -c --");
  // A shell and a service that die at the same moment: which of them is first, nobody knows.
  const below = text.includes("plain-app") && /-g|dumb-init$/.test(chosen) ? "tini --" : chosen;
  return {
    labCase: {
      id: "generated/script",
      theme: "generated",
      command: isString
        ? { kind: "string", text, args: ["sh", ...args] }
        : { kind: "script", path: "start.sh", args },
      files: [{ path: "/srv/start.sh", text, executable: false }],
      workdir: "/srv",
      env: {},
      shells: [choose.shell],
      below: [],
      signal: "SIGTERM",
      starts: null,
      scale: 1,
      needs: [],
    },
    shell: choose.shell,
    below: below.split(" ").filter((word) => word !== ""),
  };
}

function body(choose: Choices): string[] {
  const before = prepare(choose);
  if (choose.chance(30)) return [...before, ...foreground(choose)];
  const services = chooseServices(choose);
  const handler = chooseHandler(choose, services);
  const starts = [...declareKeeping(choose, services), ...startServices(choose, services)];
  const rest = chooseRest(choose, services);
  const { functions, traps } = choose.chance(85) ? handler : { functions: [], traps: [] };
  const middle = choose.chance(60) ? [...traps, ...starts] : [...starts, ...traps];
  const whole = [
    ...middle,
    ...choose.make(
      () => [],
      () => [],
      () => prepare(choose),
    ),
    ...rest,
  ];
  const wrapped = choose.chance(18) ? around(choose, whole) : whole;
  return [...before, ...functions, ...wrapped];
}
