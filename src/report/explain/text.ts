import type { ProcessNode, TargetExplanation } from "../../explanation.ts";
import { type Places, placesIn } from "../places.ts";
import { quantity } from "../quantity.ts";
import type { Style } from "../style.ts";
import { visible } from "../visible.ts";
import { choiceCells, decisive, elseInWords } from "./choices.ts";
import type { ExplainReport } from "./explain-report.ts";
import { fateOf } from "./fates.ts";
import { binShInWords, nameInWords, placeInWords, sourceInWords, wordsBySource } from "./in-words.ts";
import { alignColumns } from "./table.ts";

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

/** A label with the lines that stand behind it. */
type Section = readonly [label: string, lines: readonly string[]];

function targetLines(explained: TargetExplanation, places: Places, style: Style): readonly string[] {
  const { target, place, outcome, reason, tree } = explained;
  const name = target.name === null ? "" : ` ${visible(target.name)}`;
  return [
    `${style.strong(`${placeInWords(place, places)}${name}`)} ${paint(outcome, style)(outcome)}`,
    `  ${visible(reason)}`,
    ...sectionLines(factsOf(explained, places), style),
    ...(tree === null ? [] : ["", ...treeLines(tree, explained)]),
    ...sectionLines(waysOf(explained, places), style),
  ];
}

function sectionLines(sections: readonly Section[], style: Style): readonly string[] {
  const filled = sections.filter(([, lines]) => lines.length > 0);
  const lines = filled.flatMap(([label, section]) =>
    section.map((line, index) => `  ${style.faint((index === 0 ? label : "").padEnd(8))} ${line}`),
  );
  return lines.length === 0 ? [] : ["", ...lines];
}

function factsOf(explained: TargetExplanation, places: Places): readonly Section[] {
  const { target, words, base, stopSignal, stopSignalSource, assumes, reason, tree } = explained;
  const stretches = wordsBySource(words, places).map(({ text, source }) => [text, source]);
  const byDefault = target.kind === "kubernetes" ? "the default" : "Docker's default";
  const setBy = sourceInWords(stopSignalSource, places, byDefault);
  return [
    ["starts", words.length === 0 ? ["not known"] : alignColumns(stretches)],
    ["PID 1", tree === null || tree.history.length < 2 ? [] : [tree.history.map(visible).join(", then ")]],
    [target.kind === "image" ? "image" : "base", [visible(base.image)]],
    ["/bin/sh", [binShInWords(explained)]],
    ["stop", alignColumns([[visible(stopSignal), setBy]])],
    // Where nothing is known of the start, that is the reason already.
    ["assumes", assumes.filter((assumption) => assumption !== reason).map(visible)],
  ];
}

/** More conditions than this say less, not more. */
const MOST_CHOICES = 8;

function waysOf(explained: TargetExplanation, places: Places): readonly Section[] {
  const { tree, path, alike, others, otherCommands, shown, reason } = explained;
  const choices = decisive(explained.choices);
  const unknowns = explained.unknowns.filter(({ text, span }) => span !== null || !reason.includes(text));
  const isShort = path.length < 2 && tree?.children.length === 0;
  const steps = path.map(({ span, text }) => [
    span === null ? "" : placeInWords(span, places),
    visible(text),
  ]);
  const given = choices.slice(0, MOST_CHOICES).map((choice) => choiceCells(choice, places));
  const more = choices.length - given.length;
  return [
    ["path", isShort ? [] : alignColumns(steps)],
    ["given", [...alignColumns(given), ...(more > 0 ? [`and ${quantity(more, "more condition")}`] : [])]],
    [
      "else",
      [
        ...others.map((other) => elseInWords(other, "", places)),
        ...otherCommands.map((other) => elseInWords(other, " with another command", places)),
      ],
    ],
    [
      "also",
      alike > 0
        ? [`${quantity(alike, "other way")} through it ${alike > 1 ? "are" : "is"} ${shown?.outcome} too`]
        : [],
    ],
    [
      "unknown",
      unknowns.map(
        ({ text, span }) => visible(text) + (span === null ? "" : ` (${placeInWords(span, places)})`),
      ),
    ],
  ];
}

function treeLines(tree: ProcessNode, { stopSignal, shown }: TargetExplanation): readonly string[] {
  const outcome = shown?.outcome ?? "unknown";
  const rows: (readonly string[])[] = [];
  const draw = (node: ProcessNode, first: string, rest: string): void => {
    const pid = node.pid1 ? ", PID 1" : "";
    rows.push([`${first}${nameInWords(node)}${pid}`, visible(fateOf(node, stopSignal, outcome))]);
    for (const [index, child] of node.children.entries()) {
      const isLast = index === node.children.length - 1;
      draw(child, `${rest}${isLast ? "└─ " : "├─ "}`, `${rest}${isLast ? "   " : "│  "}`);
    }
  };
  draw(tree, "  ", "  ");
  return alignColumns(rows);
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
