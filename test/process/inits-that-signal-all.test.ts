import { describe, expect, test } from "vitest";
import { worstOf } from "../../src/process/judge.ts";
import type { Scene } from "../../src/process/scene.ts";
import { playScene } from "../support/play-scene.ts";
import { scriptCase } from "../support/script-case.ts";

/** What becomes of the services of `main.sh`, run by dash behind these words. */
function outcome(init: readonly string[], script: string): string {
  const scene = scriptCase(script);
  const argv = [...init, "sh", "main.sh"].map((text) => ({
    text,
    origin: { kind: "docker" as const },
    mapped: null,
  }));
  const find = (path: string) =>
    path === init[0]
      ? ({ kind: "unknown", path, reason: "it is of the base image", place: null } as const)
      : scene.files.find(path);
  const findCommand: Scene["files"]["findCommand"] = (name, workdir) =>
    name === init[0] ? find(name) : scene.files.findCommand(name, workdir);
  const files = { ...scene.files, find, findCommand };
  return worstOf(playScene({ ...scene, argv, files }).map((play) => play.outcome));
}

describe.each(["/init", "/sbin/my_init --"])("below %s, which signals every process", (init) => {
  test.each([
    ["a service whose shell dies first is waited for", "app\n"],
    ["a service in the background is told as well", "app2 &\nexec app\n"],
  ])("%s", (_, script) => {
    expect(outcome(init.split(" "), script)).toBe("graceful");
  });
});
