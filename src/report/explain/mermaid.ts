import type { ProcessNode, TargetExplanation } from "../../explanation.ts";
import { type Places, placesIn } from "../places.ts";
import { visible } from "../visible.ts";
import type { ExplainReport } from "./explain-report.ts";
import { fateOf } from "./fates.ts";
import { nameInWords, placeInWords } from "./in-words.ts";

/** A flowchart with a box per target: https://mermaid.js.org/syntax/flowchart.html */
export const explainAsMermaid: ExplainReport = ({ targets, sources }) => {
  const places = placesIn(sources);
  const boxes = targets.flatMap((target, index) => targetLines(target, index, places));
  return `${["flowchart TD", ...boxes].join("\n")}\n`;
};

function targetLines(explained: TargetExplanation, index: number, places: Places): readonly string[] {
  const { target, place, outcome, reason, stopSignal, tree } = explained;
  const name = target.name === null ? "" : ` ${target.name}`;
  const inside =
    tree === null
      ? [`n${index}[${quoted(reason)}]`]
      : [
          `s${index}([${quoted(`stop: ${stopSignal}`)}]) --> p${index}`,
          ...treeLines(tree, explained, `p${index}`, places),
        ];
  return [
    `  subgraph t${index}[${quoted(`${placeInWords(place, places)}${name}: ${outcome}`)}]`,
    ...inside.map((line) => `    ${line}`),
    "  end",
  ];
}

function treeLines(
  node: ProcessNode,
  explained: TargetExplanation,
  id: string,
  places: Places,
): readonly string[] {
  const { stopSignal, shown } = explained;
  const fate = fateOf(node, stopSignal, shown?.outcome ?? "unknown");
  const where = node.span === null ? "" : placeInWords(node.span, places);
  const label = [`${nameInWords(node)}${node.pid1 ? ", PID 1" : ""}`, fate, where];
  return [
    `${id}[${quoted(...label)}]`,
    ...node.children.flatMap((child, at) => [
      `${id} ${child.signal === "never" ? "-.-" : "-->"} ${id}_${at}`,
      ...treeLines(child, explained, `${id}_${at}`, places),
    ]),
  ];
}

/** A label of these lines. Mermaid reads Markdown, directives (`%%{`), HTML and its own entities (`#35;`) in labels. */
function quoted(...lines: readonly string[]): string {
  const escaped = lines
    .filter((line) => line !== "")
    .map((line) => visible(line).replace(/["#%&;<>\\`{}]/g, (character) => `#${character.codePointAt(0)};`));
  return `"${escaped.join("<br/>")}"`;
}
