import { isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import { expandTemplate, type HclBlock, type HclValue, type HclVariables } from "./hcl.ts";
import { entriesOf, itemsOf } from "./yaml-node.ts";

/** The blocks of a text that is HCL's JSON form: `{ "target": { "app": { … } } }`. */
export function readHclJson(text: string, variables: HclVariables): readonly HclBlock[] {
  const { contents } = parseDocument(text, { prettyErrors: false });
  return entriesOf(contents).flatMap(([type, labelled]) =>
    entriesOf(labelled).map(([label, body]) => ({
      type,
      labels: [label],
      attributes: new Map(
        entriesOf(body).map(([name, value]) => [name, hclValue(value, variables)] as const),
      ),
      start: body?.range?.[0] ?? 0,
      end: body?.range?.[1] ?? 0,
    })),
  );
}

function hclValue(node: Node | null, variables: HclVariables): HclValue {
  if (isScalar(node)) {
    const text = typeof node.value === "string" ? expandTemplate(node.value, variables) : String(node.value);
    return text === null ? { kind: "unknown" } : { kind: "text", text };
  }
  if (isSeq(node)) return { kind: "list", items: itemsOf(node).map((item) => hclValue(item, variables)) };
  const entries = entriesOf(node).map(([name, value]) => [name, hclValue(value, variables)] as const);
  return isMap(node) ? { kind: "object", entries: new Map(entries) } : { kind: "unknown" };
}
