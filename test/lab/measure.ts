import { type LabRun, type Observation, observe } from "./container.ts";
import type { LabCase } from "./lab-case.ts";
import type { LabHost } from "./lab-host.ts";

/** Containers at a time. They mostly sleep; more of them would make starts late, and so would a few more slow ones. */
const atOnce = { quick: 56, slow: 8 };

/** Every run that a case asks for. */
export function runsOf(cases: readonly LabCase[]): LabRun[] {
  return cases.flatMap((labCase) =>
    labCase.below.flatMap((below) => labCase.shells.map((shell) => ({ labCase, shell, below }))),
  );
}

/** Observes all runs, several at a time, in the order given. */
export async function observeAll(host: LabHost, runs: readonly LabRun[]): Promise<Observation[]> {
  const isSlow = ({ labCase }: LabRun) => labCase.scale > 1;
  const observations = new Map<LabRun, Observation>();
  const observeSome = (some: readonly LabRun[], atATime: number) =>
    eachOf(some, atATime, async (run) => {
      const observation = await observe(host, run);
      observations.set(run, observation);
      return observation;
    });
  await Promise.all([
    observeSome(
      runs.filter((run) => !isSlow(run)),
      atOnce.quick,
    ),
    observeSome(runs.filter(isSlow), atOnce.slow),
  ]);
  return runs.flatMap((run) => observations.get(run) ?? []);
}

/** Observes all runs in a way of one's own, so many at a time; the observations in the order of the runs. */
export async function eachOf(
  runs: readonly LabRun[],
  atATime: number,
  look: (run: LabRun) => Promise<Observation>,
): Promise<Observation[]> {
  const observations: Observation[] = [];
  const queue = runs.entries();
  const worker = async () => {
    for (const [at, run] of queue) observations[at] = await look(run);
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return observations;
}
