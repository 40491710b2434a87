import type { ProcessNode } from "../../explanation.ts";
import { placesIn } from "../places.ts";
import { visible } from "../visible.ts";
import { fates } from "./fates.ts";
import type { ExplainReport } from "./formats.ts";

/** A flowchart per target: https://mermaid.js.org/syntax/flowchart.html */
export const explainAsMermaid: ExplainReport = ({ targets, sources }) => {
  const places = placesIn(sources);
  const lines = ["flowchart TD"];
  for (const [index, { target, place, outcome, stopSignal, tree }] of targets.entries()) {
    const title = `${target.file}:${places.of(place).line}${target.name === null ? "" : ` ${target.name}`}: ${outcome}`;
    lines.push(`  subgraph t${index}[${quoted(title)}]`);
    const draw = (node: ProcessNode, id: string): void => {
      lines.push(`    ${id}[${quoted(`${node.name}\n${fates[node.signal](stopSignal)}`)}]`);
      for (const [at, child] of node.children.entries()) {
        draw(child, `${id}_${at}`);
        lines.push(`    ${id} ${child.signal === "never" ? "-.-" : "-->"} ${id}_${at}`);
      }
    };
    if (tree !== null) draw(tree, `p${index}`);
    lines.push("  end");
  }
  return `${lines.join("\n")}\n`;
};

function quoted(text: string): string {
  const escaped = text
    .split("\n")
    .map((line) => visible(line).replace(/[#"&<>]/g, (character) => `#${character.codePointAt(0)};`));
  return `"${escaped.join("<br/>")}"`;
}
