// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of compose.
import { expect, test } from "vitest";
import { parseDotEnv } from "../../src/compose/dot-env.ts";
import { interpolate } from "../../src/compose/interpolate.ts";
import { showHoles } from "../../src/hole.ts";
import { wholeFile } from "../../src/mapped-text.ts";

const values: Readonly<Record<string, string>> = { A: "1", EMPTY: "" };
const read = (text: string) => interpolate(wholeFile("a.yaml", text), (name) => values[name]);

/** Source: https://docs.docker.com/reference/compose-file/interpolation/. */
test.each([
  ["plain", "plain"],
  ["$A ${A}b $$A $${A}", "1 1b $A ${A}"],
  ["${A:-x} ${EMPTY:-x} ${EMPTY-x} ${NONE:-x} ${NONE-x}", "1 x  x x"],
  ["${A:+x} ${A+x} ${EMPTY:+x}|${EMPTY+x} ${NONE+x}|", "x x |x |"],
  ["${NONE:-${A:-y}z} ${NONE:-}", "1z "],
  ["${A:?needed}", "1"],
  ["$NONE ${NONE:?needed} ${EMPTY:?needed}", "… … …"],
  ["${NONE:-$OTHER}", "…"],
])("%j", (text, expected) => {
  const { text: mapped, problems } = read(text);
  expect(showHoles(mapped.text)).toBe(expected);
  expect(problems).toEqual([]);
});

test("what is not known says which variable", () => {
  expect(read("$NONE").unknown).toBe("NONE is set by whoever starts it");
  expect(read("$A").unknown).toBe(null);
});

test.each(["$(id)", "$1", "a $ b", "${A", "${1}", "${A!}", "$"])(
  "%j is refused, as compose refuses it",
  (text) => {
    expect(read(text).problems).toHaveLength(1);
  },
);

test("new text has its dollars doubled", () => {
  const source = { ...wholeFile("a.yaml", "x"), write: (text: string) => text };
  expect(interpolate(source, () => undefined).text.write?.("kill $pid")).toBe("kill $$pid");
});

test("a .env file", () => {
  const text = `# comment
A=1
export B = two words # comment
C='single $A'
D="double $A \\"q\\" \\n"
E: yaml
F=
G=a#b
H=$A-$B
I=$NOWHERE
`;
  expect(Object.fromEntries(parseDotEnv(text))).toEqual({
    A: "1",
    B: "two words",
    C: "single $A",
    D: 'double 1 "q" \n',
    E: "yaml",
    F: "",
    G: "a#b",
    H: "1-two words",
  });
});
