import { expect, test } from "vitest";
import { parse } from "yaml";
import { applyEdits } from "../../src/fix/apply-fixes.ts";
import { parseYaml } from "../../src/yaml/parse.ts";
import { setEntry } from "../../src/yaml/set-entry.ts";
import { asMap, valueAt, type YamlMap } from "../../src/yaml/value.ts";

/** The file with `grace: 20s` in the map behind `web`; null where that cannot be written. */
function set(yaml: string, text = "20s"): string | null {
  const { documents, problems } = parseYaml("a.yaml", yaml);
  expect(problems).toEqual([]);
  const root = asMap(documents[0] ?? null);
  const edit = setEntry(webIn(root), yaml, "grace", text);
  return edit === null ? null : applyEdits(yaml, [edit]);
}

function webIn(root: YamlMap | null): YamlMap {
  const web = root && asMap(valueAt(root, "web"));
  if (web === null) throw new Error("there is no web");
  return web;
}

test.each([
  ["a value", "web:\n  grace: 5s # why\n", "web:\n  grace: 20s # why\n"],
  ["one in quotes", 'web: {grace: "5s", image: x}\n', 'web: {grace: "20s", image: x}\n'],
  ["behind the last entry", "web:\n  image: x\nother: 1\n", "web:\n  image: x\n  grace: 20s\nother: 1\n"],
  ["at the end of a file", "web:\n    image: x", "web:\n    image: x\n    grace: 20s"],
  [
    "behind comments of the last entry",
    "web:\n  ports:\n    - 80\n    # - 81\n  # the database\nother: 1\n",
    "web:\n  ports:\n    - 80\n    # - 81\n  grace: 20s\n  # the database\nother: 1\n",
  ],
  ["behind a remark", "web:\n  image: x # mine\n\nb: 1\n", "web:\n  image: x # mine\n  grace: 20s\n\nb: 1\n"],
  [
    "behind a block",
    "web:\n  command: |\n    a\n\n    b\nb: 1\n",
    "web:\n  command: |\n    a\n\n    b\n  grace: 20s\nb: 1\n",
  ],
  ["in braces", "web: { image: x }\n", "web: { image: x, grace: 20s }\n"],
  ["in JSON", '{"web": {"image": "x"}}', '{"web": {"image": "x", "grace": "20s"}}'],
  [
    "in JSON with lines",
    '{\n  "web": {\n    "image": "x"\n  }\n}\n',
    '{\n  "web": {\n    "image": "x",\n    "grace": "20s"\n  }\n}\n',
  ],
])("an entry is written in its place: %s", (_, before, after) => {
  expect(set(before)).toBe(after);
  expect(parse(after).web.grace).toBe("20s");
});

test("a line end of its own stays", () => {
  expect(set("web:\r\n  image: x\r\nb: 1\r\n")).toBe("web:\r\n  image: x\n  grace: 20s\r\nb: 1\r\n");
});

test("a number is none in quotes, in JSON too", () => {
  expect(set('{"web": {"image": "x"}}', "20")).toBe('{"web": {"image": "x", "grace": 20}}');
});

test.each([
  ["an alias", "a: &five 5s\nweb:\n  grace: *five\n"],
  ["an anchor that others use", "web:\n  grace: &five 5s\nb: *five\n"],
  ["a merge key", "a: &usual {grace: 5s}\nweb:\n  <<: *usual\n  image: x\n"],
])("what stands elsewhere stays: %s", (_, yaml) => {
  expect(set(yaml)).toBe(null);
});
