import { parseYaml } from "../yaml/parse.ts";
import { asMap, type YamlValue } from "../yaml/value.ts";
import { expandTemplate, type HclBlock, type HclValue, type HclVariables } from "./hcl.ts";

/** The blocks of a text that is HCL's JSON form: `{ "target": { "app": { … } } }`. */
export function readHclJson(text: string, variables: HclVariables): readonly HclBlock[] {
  const [document = null] = parseYaml("", text).documents;
  return entriesOf(document).flatMap(([type, labelled]) =>
    entriesOf(labelled).map(([label, body]) => ({
      type,
      labels: [label],
      attributes: new Map(
        entriesOf(body).map(([name, value]) => [name, hclValue(value, variables)] as const),
      ),
      start: body.span.start,
      end: body.span.end,
    })),
  );
}

function hclValue(value: YamlValue, variables: HclVariables): HclValue {
  switch (value.kind) {
    case "scalar": {
      const text = expandTemplate(value.text.text, variables);
      return text === null ? { kind: "unknown" } : { kind: "text", text };
    }
    case "list":
      return { kind: "list", items: value.items.map((item) => hclValue(item, variables)) };
    case "map": {
      const entries = entriesOf(value).map(([name, each]) => [name, hclValue(each, variables)] as const);
      return { kind: "object", entries: new Map(entries) };
    }
  }
}

function entriesOf(value: YamlValue | null): readonly (readonly [string, YamlValue])[] {
  return [...(asMap(value)?.entries ?? [])].map(([name, entry]) => [name, entry.value]);
}
