import { compareGenerated, minimise, printDisagreement } from "./generated.ts";
import type { LabHost } from "./lab-host.ts";

/** Compares model and kernel on fresh scripts and prints what they do not agree on, made small. Gives the exit code. */
export async function generate(host: LabHost, count: number, seedText: string | undefined): Promise<number> {
  const seed = seedText === undefined ? Date.now() % 2 ** 31 : Number(seedText);
  const { agreed, unknown, races, disagreements } = await compareGenerated(host, seed, count);
  for (const one of [...unknown, ...races]) console.log(printDisagreement(one));
  const smaller = await Promise.all(disagreements.map((one) => minimise(host, one)));
  for (const [at, one] of smaller.entries()) {
    console.log(`\n${printDisagreement(one)}`);
    const [whole] = disagreements.slice(at);
    if (whole !== undefined && whole !== one) console.log(`which was\n${printDisagreement(whole)}`);
  }
  console.log(
    `seed ${seed}: ${count} scripts, ${agreed} agreed, ${unknown.length} unknown, ${races.length} races, ${disagreements.length} disagreements`,
  );
  return disagreements.length === 0 ? 0 : 1;
}
