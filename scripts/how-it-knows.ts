import { DOCKER_TIMING } from "../src/process/scene.ts";
import { scriptsPerRun } from "../test/lab/generated-count.ts";
import { labShells } from "../test/lab/lab-case.ts";
import { runcRuns } from "../test/lab/runc-cases.ts";
import { type GeneratedFile, replaceGenerated } from "./generated-file.ts";
import { type JudgedRun, type LabFigures, readLabFigures } from "./lab-figures.ts";
import { figure, table } from "./markdown-table.ts";
import { programCounts, programLists } from "./program-figures.ts";

/** `docs/how-it-knows.md`: the figures in it come from the committed outcomes and from the model as it is. */
export const generatedFiles: readonly GeneratedFile[] = [{ path: "docs/how-it-knows.md", update }];

function update(text: string): string {
  const figures = readLabFigures();
  const blocks: readonly [name: string, generated: string][] = [
    ["agreement", agreement(figures)],
    ["shells", shellTable(figures)],
    ["themes", themeTable(figures)],
    ["outcomes", outcomeTable(figures)],
    ["generator", generator()],
    ["containers", containers()],
    ["timing", timing()],
    ["programs", programCounts()],
    ["program lists", programLists()],
  ];
  return blocks.reduce((page, [name, generated]) => replaceGenerated(page, `\n${generated}\n`, name), text);
}

function agreement({ runs, versions }: LabFigures): string {
  const { cases, agrees, unknown, differs } = count(runs);
  return [
    `**${figure(cases)} cases, ${figure(runs.length)} runs** (a case in one shell, below one init or none). Model and kernel agree on`,
    `**${figure(agrees)}**. On ${figure(unknown)} the model says that it cannot tell; on ${figure(differs)} they differ. Measured with`,
    `${versions.join(", ")}.`,
    "",
  ].join("\n");
}

function generator(): string {
  const { required, elsewhere } = scriptsPerRun;
  return `Each run of the tests makes **${figure(required)}** of them in CI, ${figure(elsewhere)} elsewhere.\n`;
}

function containers(): string {
  const runs = runcRuns();
  const { size } = new Set(runs.map(({ labCase }) => labCase.id));
  return `**${size} cases in ${runs.length} containers.**\n`;
}

function shellTable({ runs }: LabFigures): string {
  const inShell = labShells.map((shell) => [shell, runs.filter(({ run }) => run.shell === shell)] as const);
  const without = runs.filter(({ run }) => run.below.length === 0);
  const below = runs.filter(({ run }) => run.below.length > 0);
  return agreementTable("", [...inShell, ["the command is PID 1", without], ["below an init", below]]);
}

function themeTable({ runs }: LabFigures): string {
  const themes = [...new Set(runs.map(({ run }) => run.labCase.theme))].sort();
  return agreementTable(
    "theme",
    themes.map((theme) => [
      `[${theme}](../fixtures/lab/${theme})`,
      runs.filter(({ run }) => run.labCase.theme === theme),
    ]),
  );
}

function agreementTable(
  title: string,
  rows: readonly (readonly [name: string, runs: readonly JudgedRun[]])[],
): string {
  return table(
    [title, "cases", "runs", "agree", "cannot tell", "differ"],
    rows.map(([name, runs]) => {
      const { cases, agrees, unknown, differs } = count(runs);
      return [name, ...[cases, runs.length, agrees, unknown, differs].map(figure)];
    }),
  );
}

const meanings: Readonly<Record<string, string>> = {
  graceful: "every service got the signal and ended before the container",
  lost: "nothing happened until SIGKILL",
  cut: "the container ended before a service had finished",
  stuck: "the services finished, the container did not end until SIGKILL",
  none: "nothing long-running was started",
  "no-start": "the container was over before the stop",
};

function outcomeTable({ runs }: LabFigures): string {
  return table(
    ["the kernel's outcome", "", "runs"],
    Object.entries(meanings).map(([outcome, meaning]) => [
      `\`${outcome}\``,
      meaning,
      figure(runs.filter(({ recorded }) => recorded === outcome).length),
    ]),
  );
}

function timing(): string {
  const { grace, finish, startUp } = DOCKER_TIMING;
  return [
    `- **Times.** SIGKILL comes ${grace} s after the stop signal. A service needs ${finish} s to finish once it has heard.`,
    `  What ends by itself within ${startUp} s was still starting. Nothing else takes time but \`sleep\` and its like. A server that`,
    "  needs 15 s to drain is judged as if it were quick.",
    "",
  ].join("\n");
}

function count(runs: readonly JudgedRun[]) {
  const having = (verdict: JudgedRun["verdict"]) => runs.filter((each) => each.verdict === verdict).length;
  return {
    cases: new Set(runs.map(({ run }) => run.labCase.id)).size,
    agrees: having("agrees"),
    unknown: having("unknown"),
    differs: having("differs"),
  };
}
