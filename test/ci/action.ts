import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface Step {
  readonly id?: string;
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export interface ActionRan {
  readonly code: number;
  /** What the log has, before the runner takes its commands out. */
  readonly log: string;
  readonly summary: string;
}

/**
 * Runs the steps of the action in folder `action` as GitHub's runner does: the same shell, inputs only by way of
 * expressions in `env`, files for outputs and for the summary. `temp` is empty before.
 */
export function runAction(
  action: string,
  workspace: string,
  temp: string,
  given: Readonly<Record<string, string>> = {},
): ActionRan {
  const { inputs, runs }: Action = parse(readFileSync(join(action, "action.yml"), "utf8"));
  const values = new Map(Object.entries(inputs).map(([name, input]) => [`inputs.${name}`, input.default]));
  for (const [name, value] of Object.entries(given)) values.set(`inputs.${name}`, value);
  const summaryFile = join(temp, "summary");
  writeFileSync(summaryFile, "");
  let log = "";
  for (const [index, step] of runs.steps.entries()) {
    const outputFile = join(temp, `output-${index}`);
    const script = join(temp, `step-${index}.sh`);
    writeFileSync(outputFile, "");
    writeFileSync(script, step.run);
    const env = Object.entries(step.env).map(([name, text]) => [name, evaluate(text, values)] as const);
    const ran = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
      cwd: workspace,
      encoding: "utf8",
      env: {
        PATH: process.env.PATH,
        HOME: temp,
        RUNNER_TEMP: temp,
        GITHUB_ACTION_PATH: action,
        GITHUB_OUTPUT: outputFile,
        GITHUB_STEP_SUMMARY: summaryFile,
        ...Object.fromEntries(env),
      },
    });
    log += ran.stdout + ran.stderr;
    if (ran.status !== 0) return { code: ran.status ?? -1, log, summary: readFileSync(summaryFile, "utf8") };
    for (const [, name, value = ""] of readFileSync(outputFile, "utf8").matchAll(/^(\w+)=(.*)$/gm))
      values.set(`steps.${step.id}.outputs.${name}`, value);
  }
  return { code: 0, log, summary: readFileSync(summaryFile, "utf8") };
}

function evaluate(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`The action has no ${name}`);
    return value;
  });
}
