import type { ProcessNode, TargetExplanation } from "../../explanation.ts";
import { type Places, placesIn } from "../places.ts";
import type { Style } from "../style.ts";
import { visible } from "../visible.ts";
import { fates } from "./fates.ts";
import type { ExplainReport } from "./formats.ts";

/** For people: the start command, the shell, the processes and the way of the stop signal through them. */
export const explainAsText: ExplainReport = ({ targets, problems, sources }, style) => {
  const places = placesIn(sources);
  const blocks = [
    ...targets.map((target) => targetLines(target, places, style)),
    ...problems.map((problem) => {
      const { file, line, column } = places.ofProblem(problem);
      const at = style.strong(`${visible(file)}:${line}:${column}`);
      return [`${at} ${style.severity.problem("problem")}`, `  ${visible(problem.message)}`];
    }),
  ];
  return blocks.map((lines) => `${lines.join("\n")}\n`).join("\n");
};

function targetLines(explained: TargetExplanation, places: Places, style: Style): readonly string[] {
  const { target, place, base, assumes, argv, stopSignal, outcome, reason, tree } = explained;
  const { file, line } = places.of(place);
  const name = target.name === null ? "" : ` ${visible(target.name)}`;
  const facts = [
    ["starts", argv.length === 0 ? "not known" : visible(argv.map(shellWord).join(" "))],
    ["base", `${visible(base.image)}, /bin/sh is ${base.sh}`],
    ...assumes.map((assumption) => ["assumes", visible(assumption)] as const),
    ["stop", stopSignal],
    ["reason", visible(reason)],
  ] as const;
  return [
    `${style.strong(`${visible(file)}:${line}${name}`)} ${paint(outcome, style)(outcome)}`,
    ...facts.map(([label, text]) => `  ${style.faint(label.padEnd(8))} ${text}`),
    ...(tree === null ? [] : ["", ...treeLines(tree, stopSignal, places, style, "  ", "  ")]),
  ];
}

function treeLines(
  node: ProcessNode,
  signal: string,
  places: Places,
  style: Style,
  first: string,
  rest: string,
): readonly string[] {
  const place = node.span === null ? null : places.of(node.span);
  const where = place === null ? "" : style.faint(` (${visible(place.file)}:${place.line})`);
  const name = `${style.strong(visible(node.name))}${node.pid1 ? ", PID 1," : ""}`;
  return [
    `${first}${name} ${fates[node.signal](signal)}${where}`,
    ...node.children.flatMap((child, index) => {
      const last = index === node.children.length - 1;
      return treeLines(
        child,
        signal,
        places,
        style,
        `${rest}${last ? "└─ " : "├─ "}`,
        `${rest}${last ? "   " : "│  "}`,
      );
    }),
  ];
}

function paint(outcome: TargetExplanation["outcome"], style: Style): (text: string) => string {
  switch (outcome) {
    case "lost":
    case "cut":
    case "stuck":
      return style.severity.error;
    case "unknown":
      return style.severity.warning;
    case "graceful":
    case "none":
      return style.good;
  }
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
