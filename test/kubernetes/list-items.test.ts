import { expect, test } from "vitest";
import { listItems } from "../../src/kubernetes/list-items.ts";

const block = `apiVersion: v1
items:
# the first
- kind: Pod
  spec:
    containers:
    - name: app
      args:
      - |
        # text

        - no item
- kind: Service
kind: List
metadata: {}
`;

const json = '{"kind": "PodList", "items": [\n  {"a": "}] \\" {"},\n  {"items": [{}]}\n], "x": [{}]}';

test.each([
  ["a block", block, ["- kind: Pod", "- kind: Service"]],
  ["a block that is indented", "kind: List\nitems:\n  - a: 1\n  - b: 2\n", ["  - a: 1", "  - b: 2"]],
  ["JSON", json, ['{"a": "}] \\" {"}', '{"items": [{}]}']],
])("each item of a List can be read by itself: %s", (_, text, items) => {
  const found = listItems(text)?.map(({ start, end }) => text.slice(start, end)) ?? [];
  expect(found.map((item) => item.split("\n")[0])).toEqual(items);
});

test.each([
  ["no List", "kind: Pod\nitems:\n- a: 1\n"],
  ["an anchor", "kind: List\nitems:\n- &a {b: 1}\n- *a\n"],
  ["a template", "kind: List\nitems:\n{{- range .Values.pods }}\n- a: 1\n{{- end }}\n"],
  ["a string without an end", '{"kind": "List", "items": [{"a": "]}'],
])("the items cannot be told apart: %s", (_, text) => {
  expect(listItems(text)).toBeNull();
});
