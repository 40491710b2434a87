import { byCodeUnit } from "../context/code-units.ts";
import { type Places, placesIn } from "../report/places.ts";
import { visible } from "../report/visible.ts";
import type { ResolvedTarget } from "../resolution.ts";
import type { Engine, TargetOptions } from "./engine.ts";
import type { Io } from "./io.ts";
import { isNotDone } from "./not-done.ts";

/** Lists the Dockerfiles and scripts that would be looked at, one a line; gives the exit code. */
export async function listFiles(request: TargetOptions, io: Io, engine: Engine): Promise<number> {
  const { targets, problems } = await engine.resolve(request);
  const files = new Set(targets.flatMap(({ target, scripts }) => [target.file, ...scripts]));
  for (const file of [...files].sort(byCodeUnit)) io.out(`${visible(file)}\n`);
  for (const { file, message } of problems) io.err(`siglint: ${visible(file)}: ${visible(message)}\n`);
  return isNotDone(problems, request) ? 2 : 0;
}

/** Tells on standard error what was resolved for each target, and how. */
export async function tellResolved(request: TargetOptions, io: Io, engine: Engine): Promise<void> {
  const { targets, sources } = await engine.resolve(request);
  const places = placesIn(sources);
  for (const target of targets) {
    const { file, name } = target.target;
    io.err(`${visible(name === null ? file : `${file} ${name}`)}\n`);
    for (const [label, text] of factsOf(target, places)) io.err(`  ${label.padEnd(9)}${visible(text)}\n`);
  }
}

type Fact = readonly [label: string, text: string];

function factsOf(resolved: ResolvedTarget, places: Places): readonly Fact[] {
  const { argv, base, context, config, scripts, outcome, unknowns } = resolved;
  const sh = base.sh === "none" ? "no /bin/sh" : `/bin/sh is ${base.sh === "unknown" ? "unknown" : base.sh}`;
  return [
    ["starts", argv.length === 0 ? "not known" : JSON.stringify(argv)],
    ["base", `${base.image}, ${sh}: ${base.because}`],
    ["context", `${context.root ?? "none"}: ${context.because}`],
    ["config", config ?? "none"],
    ["scripts", scripts.length === 0 ? "none" : scripts.join(", ")],
    ["outcome", outcome],
    ...unknowns.map(({ text, span }): Fact => {
      if (span === null) return ["unknown", text];
      const { file, line, column } = places.of(span);
      return ["unknown", `${text} (${file}:${line}:${column})`];
    }),
  ];
}
