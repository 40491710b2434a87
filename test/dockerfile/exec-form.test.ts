import { describe, expect, it } from "vitest";
import type { Command } from "../../src/dockerfile/dockerfile.ts";
import { sourceOffset } from "../../src/mapped-text.ts";
import { at, only } from "./reading.ts";

function read(rest: string): Command {
  const found = only(`FROM a\nCMD ${rest}`);
  if (found.kind !== "cmd") throw new Error("no CMD");
  return found.command;
}

// Go's encoding/json decides: https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/line_parsers.go
describe("exec form", () => {
  it.each([
    ['["nginx", "-g", "daemon off;"]', ["nginx", "-g", "daemon off;"]],
    ['  [ "a"\t,"b" ]  ', ["a", "b"]],
    ["[]", []],
    ["[ ]", []],
    ['["a\\n\\t\\"\\\\\\/"]', ['a\n\t"\\/']],
    ['["\\u0041\\u00e9"]', ["Aé"]],
    ['["\\ud83d\\ude00"]', ["😀"]],
    ['["\\ud83d", "\\ude00x", "\\ud83d\\u0041"]', ["\uFFFD", "\uFFFDx", "\uFFFDA"]],
    ['["$HOME", "a b"]', ["$HOME", "a b"]],
    ['["a", \\\n# comment\n\n  "b"]', ["a", "b"]],
    ['["a \\\n b"]', ["a  b"]],
    ['["a]", "["]', ["a]", "["]],
  ])("%s", (rest, argv) => {
    const command = read(rest);
    expect(command.form === "exec" && command.argv.map((word) => word.text.text)).toEqual(argv);
  });

  it.each([
    ["['a']", "'", "JSON strings stand in double quotes, not in single ones"],
    ["[“a”]", "“", "JSON strings stand in straight double quotes, not in curly ones"],
    ['["a"] b', "b", "text stands after the closing bracket"],
    ['["a",]', "]", "a comma stands before the closing bracket"],
    ['["a" "b"]', '"', "a comma is missing between two strings"],
    ['["a", b]', "b", "a word stands without double quotes"],
    ['["a", "b"', "", "the closing bracket is missing"],
    ['["a", "b]', '"b]', "the closing quote of a string is missing"],
    ['["a\\d"]', "\\d", "`\\d` is no JSON escape; a backslash itself is written `\\\\`"],
    [
      '["a\tb"]',
      "\t",
      "a string holds a control character (a tab, say); write it as an escape such as `\\t`",
    ],
    ["[ -f /a ] && b", "-", "a word stands without double quotes"],
  ])("%s is shell form, and says why", (rest, where, detail) => {
    const command = read(rest);
    if (command.form !== "shell" || command.fault?.kind !== "not-json") throw new Error("no fault");
    expect(command.text.text).toBe(rest);
    expect(command.fault.detail).toBe(detail);
    expect(at(`FROM a\nCMD ${rest}`, command.fault.span)).toBe(where);
  });

  it.each(['["a", 1]', "[null]", '[["a"]]', '["a", {"b": "c"}]'])("%s fails the build", (rest) => {
    expect(read(rest)).toMatchObject({ form: "shell", fault: { kind: "not-strings" } });
  });

  it("is not tried where the text does not start with a bracket", () => {
    expect(read('exec ["a"]')).toMatchObject({ form: "shell", fault: null });
  });

  it("keeps the way back to every character", () => {
    const text = '\uFEFFFROM a\r\nCMD ["a\\n😀b", \\\r\n # c\r\n "d\\u0041 \\\r\ne"]\r\n';
    const cmd = only(text);
    if (cmd.kind !== "cmd" || cmd.command.form !== "exec") throw new Error("no exec form");
    const [first, second] = cmd.command.argv;
    if (first === undefined || second === undefined) throw new Error("too few words");
    expect(at(text, first.span)).toBe('"a\\n😀b"');
    expect(at(text, second.span)).toBe('"d\\u0041 \\\r\ne"');
    expect(text[sourceOffset(first.text, first.text.text.indexOf("b"))]).toBe("b");
    expect(text[sourceOffset(first.text, 1)]).toBe("\\");
    expect(second.text.text).toBe("dA e");
    expect(text[sourceOffset(second.text, 3)]).toBe("e");
  });
});
