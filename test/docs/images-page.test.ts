import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as limits from "../../src/archive/limits.ts";
import { DEBIAN, type ImageParts, PROGRAM, savedImage } from "../support/image-archive.ts";
import { runSiglint } from "../support/run-siglint.ts";

const page = readFileSync(new URL("../../docs/images.md", import.meta.url), "utf8");

let cwd = "";
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), "siglint-images-page-"));
  mkdirSync(join(cwd, ".git"));
  const shop: ImageParts = {
    layers: [{ ...DEBIAN, "usr/bin/node": PROGRAM }, { "app/start.sh": "#!/bin/sh\nnode server.js\n" }],
    config: { Entrypoint: ["/app/start.sh"], Env: ["PATH=/usr/local/bin:/usr/bin:/bin"] },
    history: ["ADD rootfs.tar.gz /", "COPY app /app"],
  };
  writeFileSync(join(cwd, "shop.tar"), await savedImage(shop));
  writeFileSync(join(cwd, "base.tar"), await savedImage({ ...shop, tag: "company/base:2" }));
  writeFileSync(join(cwd, "Dockerfile"), "FROM company/base:2\n");
});
afterAll(() => rmSync(cwd, { recursive: true }));

test("its commands do what it says", async () => {
  const commands = [...page.matchAll(/^\$ npx siglint (.*)$/gm)].map(([, words = ""]) => words);
  const shown = [];
  for (const words of commands) shown.push((await runSiglint(cwd, words.split(" "))).out);
  expect(shown).toEqual([
    expect.stringContaining("shop.tar!/app/start.sh:2:1 error missing-exec"),
    expect.stringContaining("ENTRYPOINT, shop.tar:4"),
    expect.stringContaining("base.tar!/app/start.sh:2:1 error missing-exec"),
  ]);
});

test("its list of layers and settings is what an archive is shown as", async () => {
  const [, list = ""] = /```text\n([\s\S]*?)```/.exec(page) ?? [];
  const { out } = await runSiglint(cwd, ["image", "shop.tar", "--format", "json"]);
  const [finding] = JSON.parse(out).findings;
  const lines = list.trimEnd().split("\n");
  const { trace } = finding;
  expect(trace.map(({ line }: { line: number }) => lines[line - 1]?.split(" ")[0])).toEqual([
    "LAYER",
    "ENTRYPOINT",
  ]);
});

test("its limits are those of the code", () => {
  const MIB = 1024 * 1024;
  expect(limits.MOST_FILE_BYTES).toBe(2 * MIB);
  expect(limits.MOST_TEXT_BYTES).toBe(32 * MIB);
  expect(limits.MOST_DOCUMENT_BYTES).toBe(4 * MIB);
  expect([limits.MOST_ENTRIES, limits.MOST_LAYERS, limits.MOST_IMAGES]).toEqual([1_000_000, 500, 100]);
  expect(limits.mostUnpackedBytes(MIB)).toBe((256 + 50) * MIB);
});
