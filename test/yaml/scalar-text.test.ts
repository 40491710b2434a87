import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { applyEdits } from "../../src/fix/apply-fixes.ts";
import { type MappedText, spanOf } from "../../src/mapped-text.ts";
import { parseYaml } from "../../src/yaml/parse.ts";
import { asMap, asScalar, valueAt } from "../../src/yaml/value.ts";

/** The scalar behind `key:`. */
function textAt(yaml: string): MappedText {
  const { documents, problems } = parseYaml("a.yaml", yaml);
  expect(problems).toEqual([]);
  const scalar = asScalar(valueAt(asMap(documents[0] ?? null) ?? fail(), "key"));
  return scalar?.text ?? fail();
}

function fail(): never {
  throw new Error("there is no such value");
}

test.each([
  ["plain", "key: sh run.sh"],
  ["plain over lines", "key: sh\n  run.sh\n\n  again\n"],
  ["single quotes", "key: 'it''s here'"],
  ["double quotes", 'key: "a \\"b\\" \\u0041 \\\n   c"'],
  ["literal", "key: |\n  sh\n    run.sh\n\n  end\n"],
  ["literal, stripped", "key: |-\n  sh\n  run.sh\n"],
  ["literal, kept", "key: |+\n  sh\n\n"],
  ["folded", "key: >\n  sh\n  run.sh\n\n  next\n    more\n  end\n"],
])("%s: every character leads back to its own", (_, yaml) => {
  const text = textAt(yaml);
  for (const [at, char] of [...text.text].entries()) {
    const { start, end } = spanOf(text, at, at + 1);
    const found = yaml.slice(start, end);
    if (/\w/.test(char) && !found.startsWith("\\")) expect(found).toBe(char);
  }
});

test("whatever stands in a scalar is read as the yaml library reads it, and the pieces leave no gap", () => {
  const styles = ["PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED"] as const;
  const texts = fc.array(fc.constantFrom("a", " ", "\n", "'", '"', "\\", "$", ":", "#", "é", "x y", "\t"), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(texts, fc.constantFrom(...styles), fc.boolean(), (parts, style, crlf) => {
      const styled = { defaultStringType: style, defaultKeyType: "PLAIN" } as const;
      const lines = stringify({ key: parts.join(""), after: 1 }, styled);
      const yaml = crlf ? lines.replaceAll("\n", "\r\n") : lines;
      const { key: value }: { readonly key: string } = parse(yaml, { schema: "failsafe" });
      const scalar = valueAt(asMap(parseYaml("a.yaml", yaml).documents[0] ?? null) ?? fail(), "key");
      if (scalar?.kind !== "scalar") return fail();
      expect(scalar.text.text).toBe(value);
      let end = 0;
      for (const piece of scalar.text.pieces) {
        expect(piece.at).toBe(end);
        if (piece.length === piece.sourceLength)
          expect(yaml.slice(piece.start, piece.start + piece.length)).toBe(
            value.slice(end, end + piece.length),
          );
        end += piece.length;
      }
      expect(end).toBe(value.length);
    }),
  );
});

test.each([
  ["key: sh run.sh", "exec ", "key: exec sh run.sh"],
  ["key: 'sh run.sh'", "echo 'a'; ", "key: 'echo ''a''; sh run.sh'"],
  ['key: "sh run.sh"', 'echo "a"\n', 'key: "echo \\"a\\"\\nsh run.sh"'],
  ["key: |\n  sh run.sh\n", "echo a\n", "key: |\n  echo a\n  sh run.sh\n"],
])("new text is written as its place asks for: %j", (yaml, added, expected) => {
  const text = textAt(yaml);
  const { file, start } = spanOf(text, 0, 0);
  const written = text.write?.(added) ?? fail();
  expect(applyEdits(yaml, [{ file, start, end: start, text: written }])).toBe(expected);
});

test.each([
  ["key: sh run.sh", "a: b"],
  ["key: sh run.sh", "a # b"],
  ["key: 'sh run.sh'", "a\nb"],
  ["key: >\n  sh run.sh\n", "a\nb"],
])("what cannot stand there is not written: %j, %j", (yaml, added) => {
  expect(textAt(yaml).write?.(added)).toBe(null);
});

test("a text that is nested without end is a problem", () => {
  const { problems } = parseYaml("a.yaml", `key: ${"{a: ".repeat(200_000)}`);
  expect(problems).toHaveLength(1);
});

test("aliases that stand for ever more are read once each", () => {
  const lines = ["a0: &a0 [x, x]"];
  for (let index = 1; index < 60; index++)
    lines.push(
      `a${index}: &a${index} [${Array(9)
        .fill(`*a${index - 1}`)
        .join(", ")}]`,
    );
  const started = performance.now();
  expect(parseYaml("a.yaml", lines.join("\n")).problems).toEqual([]);
  expect(performance.now() - started).toBeLessThan(2000);
});
