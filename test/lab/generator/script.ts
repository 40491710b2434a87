import fc, { type Arbitrary } from "fast-check";
import type { LabRun } from "../container.ts";
import { type LabShell, labShells } from "../lab-case.ts";
import { Choices } from "./choices.ts";
import { around, foreground } from "./foreground.ts";
import { chooseHandler } from "./handlers.ts";
import { nameOfShell, startNested } from "./nested.ts";
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
  const whole = withoutEarlyEnd(body(choose));
  const isNested = choose.chance(15);
  const lines = isNested ? withoutEarlyEnd([...prepare(choose), ...startNested(choose)]) : whole;
  if (args[0] === "--quiet") lines.unshift(`[ "\${1#-}" = "$1" ] || set -- app "$@"`);
  const isString = choose.chance(20);
  // Shell form ends without a newline; text over several lines most often with one.
  const text = `${lines.join("\n")}${isString && choose.chance(80) ? "" : "\n"}`;
  const chosen = choose.pick("", "", "", "", "tini --", "tini -g --", "dumb-init", "dumb-init -c --");
  const isRace = isRaceBelow(chosen, isNested ? `${text}${whole.join("\n")}` : text);
  const below = isRace ? "tini --" : chosen;
  return {
    labCase: {
      id: "generated/script",
      theme: "generated",
      command: isString
        ? { kind: "string", text, args: ["sh", ...args] }
        : { kind: "script", path: "start.sh", args },
      files: [
        { path: "/srv/start.sh", text, executable: false },
        ...(isNested
          ? [
              {
                path: "/srv/run.sh",
                text: `#!/bin/${nameOfShell(choose)}\n${whole.join("\n")}\n`,
                executable: true,
              },
            ]
          : []),
      ],
      workdir: "/srv",
      env: {},
      shells: [choose.shell],
      below: [],
      signal: "SIGTERM",
      starts: null,
      scale: 1,
      needs: [],
      npm: [],
      servers: [],
    },
    shell: choose.shell,
    below: below.split(" ").filter((word) => word !== ""),
  };
}

/** What ends a shell with an EXIT trap right after a start: whether the service has begun is a race. */
function withoutEarlyEnd(lines: readonly string[]): string[] {
  if (
    !lines.some((line) => /^\s*(eval "|for signal in )?.*\b(EXIT|0)\b/.test(line) && /trap|signal/.test(line))
  )
    return [...lines];
  return lines.map((line) =>
    line
      .replace(/^(\s*set -\w*)u/, "$1")
      .replace(/^\s*(set -|(command )?(readonly |eval '|shift 9).*|: \$\(\(1.*|check\(\) .*)$/, ":"),
  );
}

/**
 * Whether the outcome hangs on who is first of several that get the signal at the same moment: a service and a shell
 * that both die of it, two alike, or a child that is dead already when its parent asks for it.
 */
function isRaceBelow(init: string, text: string): boolean {
  if (init === "dumb-init -c --") return /kill (-TERM |-- )?(0|-\$\$)/.test(text);
  if (init !== "tini -g --" && init !== "dumb-init") return false;
  const started = ["app", "app2", "app3"].map((name) => new RegExp(`(?<![\\w/.-])${name}(?![\\w.])`, "g"));
  if (started.some((name) => (text.match(name)?.length ?? 0) > 1)) return true;
  return /plain-app|set -\w*e|wait -n|kill -0|until wait/.test(text);
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
  const wrapped = choose.chance(18) ? around(choose, whole, "once") : whole;
  return [...before, ...functions, ...wrapped];
}
