import { expect, test } from "vitest";
import { countSettings, hasWord, isDeclared } from "../../src/shell/names-in-text.ts";

test.each([
  ["kill $pid", "pid", true],
  ["kill $pids", "pid", false],
  ["kill $web_pid", "pid", false],
  ["pid", "pid", true],
  ["pidpid pid2", "pid", false],
])("%s: whether %s is a word of it", (text, name, is) => {
  expect(hasWord(text, name)).toBe(is);
});

test("settings are counted, with and without those that add", () => {
  const text = 'pid=$!\npids=1\npid+=" $!"; export pid=2; $pid == 1\n';
  expect(countSettings(text, "pid", false)).toBe(2);
  expect(countSettings(text, "pid", true)).toBe(3);
});

test("a variable of a function's own is declared in the same command", () => {
  expect(isDeclared("local a pid=1", "pid")).toBe(true);
  expect(isDeclared("local a; pid=1", "pid")).toBe(false);
  expect(isDeclared("pid=1 local", "pid")).toBe(false);
});
