import { expect, test } from "vitest";
import { splitCommand } from "../../src/compose/shell-words.ts";
import { spanOf, wholeFile } from "../../src/mapped-text.ts";

/** Source: go-shellwords 1.0.12, `Parse` without environment and backticks. */
test.each([
  ["app --port 80", ["app", "--port", "80"], null],
  ["  app\t--port\n80  ", ["app", "--port", "80"], null],
  [`sh -c "echo 'a b' && exec app"`, ["sh", "-c", "echo 'a b' && exec app"], null],
  [`sh -c 'a "b"'`, ["sh", "-c", 'a "b"'], null],
  [`a"b c"d'e'`, ["ab cde"], null],
  [`a "" ''`, ["a", "", ""], null],
  [String.raw`a\ b \"c\" "d\"e" 'f\g'`, ["a b", '"c"', 'd"e', String.raw`f\g`], null],
  [String.raw`a\nb`, ["anb"], null],
  ["app && other", ["app"], 4],
  ["app; other", ["app"], 3],
  ["app | cat", ["app"], 4],
  ["app &", ["app"], 4],
  ["app > log", ["app"], 4],
  ["app 2>&1", ["app"], 5],
  ["app x2>&1", ["app", "x2"], 6],
  ["app $HOME `id`", ["app", "$HOME", "`id`"], null],
  ["app $(id -u) x", ["app", "$(id -u)", "x"], null],
  ["", [], null],
])("%j", (text, words, dropsFrom) => {
  const split = splitCommand(wholeFile("a.yaml", text));
  if (!split.ok) throw new Error(split.reason);
  expect(split.words.map((word) => word.text)).toEqual(words);
  expect(split.dropsFrom).toBe(dropsFrom);
});

test.each(["app 'it", 'app "it', "app it\\", "app (it)", "app it)", "app $(it", "app `it"])(
  "%j cannot be taken apart",
  (text) => {
    expect(splitCommand(wholeFile("a.yaml", text)).ok).toBe(false);
  },
);

test("words lead back to their characters, and new text goes in behind their quotes", () => {
  const text = `sh -c "exec app" 'b' c`;
  const split = splitCommand(wholeFile("a.yaml", text));
  const [, , string, single, plain] = split.ok ? split.words : [];
  if (string === undefined || single === undefined || plain === undefined) throw new Error("too few words");
  const { start, end } = spanOf(string, 5, 8);
  expect(text.slice(start, end)).toBe("app");
  expect(string.write?.('"$x"')).toBe(null);
  const within = { ...wholeFile("a.yaml", text), write: (wanted: string) => wanted };
  const again = splitCommand(within);
  const [, , inDouble, inSingle, bare] = again.ok ? again.words : [];
  expect(inDouble?.write?.('"$x" \\')).toBe('\\"$x\\" \\\\');
  expect(inSingle?.write?.("a b")).toBe("a b");
  expect(inSingle?.write?.("it's")).toBe(null);
  expect(bare?.write?.("a b")).toBe(null);
});
