import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskTree } from "../../src/context/disk-tree.ts";
import { readDockerignore } from "../../src/context/dockerignore.ts";
import { version } from "../../src/version.ts";
import { runSiglint } from "../support/run-siglint.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "siglint-image-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("siglint finds nothing in its own Dockerfile, and the signal reaches it", async () => {
  expect(await runSiglint(root, ["Dockerfile", "--fail-on", "info"])).toMatchObject({
    code: 0,
    out: "No findings in 1 target.\n",
  });
  const { targets } = JSON.parse((await runSiglint(root, ["explain", "--format", "json", "Dockerfile"])).out);
  expect(targets).toMatchObject([{ outcome: "graceful", argv: ["tini", "--", "siglint"] }]);
});

test("what the Dockerfile copies is all that its build needs", () => {
  const text = readFileSync(join(root, "Dockerfile"), "utf8");
  const [build = "", image = ""] = text.split(/^FROM .*\n/m).slice(1);
  const { ignores } = readDockerignore(diskTree(root), ".", "Dockerfile");
  for (const [, words = ""] of build.matchAll(/^COPY (.+)$/gm)) {
    const [target = "", ...sources] = words.split(" ").toReversed();
    for (const source of sources) {
      expect(ignores(source), source).toBe(false);
      cpSync(join(root, source), join(folder, target === "./" ? source : target), { recursive: true });
    }
  }
  // In place of npm ci.
  mkdirSync(join(folder, "node_modules"));
  for (const name of readdirSync(join(root, "node_modules")).filter((name) => !name.startsWith(".")))
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  const [, command = ""] = /^RUN (node .+)$/m.exec(build) ?? [];
  execFileSync("sh", ["-c", command], { cwd: folder });

  for (const [, from = "", to = ""] of image.matchAll(/^COPY --from=build \/siglint\/(\S+) (\S+)$/gm))
    cpSync(join(folder, from), join(folder, "image", to.replace(/\/$/, `/${from}`)), { recursive: true });
  const [, target = ""] = /^RUN ln -s (\S+) /m.exec(image) ?? [];
  const siglint = (...words: readonly string[]): string =>
    execFileSync(join(folder, "image", target), words, { encoding: "utf8" });
  expect(siglint("--version")).toBe(`${version}\n`);
  expect(siglint("rules", "missing-exec")).toContain("NOT REPORTED");
});
