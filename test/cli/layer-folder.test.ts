import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { KnownLayer } from "../../src/archive/layer-cache.ts";
import { cachePath } from "../../src/cli/cache/cache-folder.ts";
import { openLayerFolder } from "../../src/cli/cache/layer-folder.ts";
import { DEBIAN, type ImageParts, PROGRAM, savedImage } from "../support/image-archive.ts";
import { type Ran, runSiglint } from "../support/run-siglint.ts";

let room = "";
let cwd = "";
let cache = "";
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), "siglint-layers-"));
  cwd = join(room, "repository");
  cache = join(room, "cache");
  mkdirSync(join(cwd, ".git"), { recursive: true });
  writeFileSync(join(cwd, "Dockerfile"), 'FROM company/base:2\nCMD ["node", "server.js"]\n');
});
afterEach(() => rmSync(room, { recursive: true }));

const folder = (): string => join(cache, "siglint", "layers");
const files = (): readonly string[] => readdirSync(folder()).map((name) => join(folder(), name));

const siglint = (...words: readonly string[]): Promise<Ran> =>
  runSiglint(cwd, ["--base-image", "company/base:2=base.tar", ...words], { env: { XDG_CACHE_HOME: cache } });

const base = (script: string): ImageParts => ({
  tag: "company/base:2",
  layers: [
    { ...DEBIAN, "usr/bin/node": PROGRAM },
    { "usr/local/bin/entry": script, "etc/entry.conf": "X=1\n" },
  ],
  config: { Entrypoint: ["/usr/local/bin/entry"] },
});
const script = '#!/bin/sh\n. /etc/entry.conf\n"$@"\n';

/** The archive, its layers made unreadable: only who knows them already has something to say. */
async function hollow(): Promise<Uint8Array> {
  const bytes = Buffer.from(await savedImage(base(script)));
  const at = bytes.indexOf('"$@"');
  return bytes.fill("x", at, at + 4);
}

function put(bytes: Uint8Array): void {
  writeFileSync(join(cwd, "base.tar"), bytes);
}

test("the next run takes from the cache folder what an earlier one has read", async () => {
  put(await savedImage(base(script)));
  const first = await siglint();
  expect(first.out).toContain("base.tar!/usr/local/bin/entry:3:1 error missing-exec");
  expect(files().length).toBe(2);
  expect(files().map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  put(await hollow());
  expect(await siglint()).toEqual(first);
});

test("--no-cache reads the archive anew, and leaves nothing behind", async () => {
  put(await savedImage(base(script)));
  await siglint("--no-cache");
  expect(readdirSync(room)).not.toContain("cache");
  await siglint();
  put(await hollow());
  const { code, out } = await siglint("--no-cache");
  expect(code).toBe(2);
  expect(out).toContain("does not have the digest");
});

test("an archive that has changed is read", async () => {
  put(await savedImage(base(script)));
  await siglint();
  put(await savedImage(base('#!/bin/sh\nexec "$@"\n')));
  expect(await siglint()).toMatchObject({ code: 0 });
  expect(files().length).toBe(3);
});

test.each([
  ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ["changed", (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().replaceAll("dash", "bash"))],
  ["something else", () => gzipSync("{}")],
  ["no gzip", () => Buffer.from("x")],
])("a file of it that is %s is not believed, and made anew", async (_, spoil) => {
  put(await savedImage(base(script)));
  const first = await siglint();
  const before = files().map((file) => readFileSync(file));
  for (const file of files()) writeFileSync(file, spoil(readFileSync(file)));
  expect(await siglint()).toEqual(first);
  expect(files().map((file) => readFileSync(file))).toEqual(before);
});

test.skipIf(process.platform === "win32")("a folder that others may write to is left alone", async () => {
  put(await savedImage(base(script)));
  mkdirSync(folder(), { recursive: true });
  chmodSync(folder(), 0o777);
  expect((await siglint()).out).toContain("missing-exec");
  expect(files()).toEqual([]);
});

test("where no folder can be made, all goes as without", async () => {
  put(await savedImage(base(script)));
  writeFileSync(cache, "no folder");
  expect(await siglint()).toMatchObject({ code: 1, err: "" });
});

test("the folder stays small: what was not used for longest goes", () => {
  const layers = openLayerFolder(folder(), cwd);
  const digest = (count: number): string => `sha256:${String(count).padStart(64, "0")}`;
  layers.keep(digest(0), { entries: [], texts: new Map() });
  for (let count = 1; count <= 9; count++) {
    const file = join(folder(), `sha256-${String(count).padStart(64, "0")}.gz`);
    writeFileSync(file, Buffer.alloc(8 * 1024 * 1024));
    utimesSync(file, count, count);
  }
  const known: KnownLayer = { entries: [{ kind: "directory", path: "etc" }], texts: new Map([[3, "a\n"]]) };
  layers.keep(digest(10), known);
  expect(layers.read(digest(10))).toEqual(known);
  expect(layers.read(digest(0))).toEqual({ entries: [], texts: new Map() });
  const left = files().map((file) => Number(/(\d+)\.gz$/.exec(file)?.[1]));
  expect(left.sort((one, other) => one - other)).toEqual([0, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test.each([
  [{ XDG_CACHE_HOME: "/var/cache", HOME: "/home/ann" }, "/var/cache/siglint/layers"],
  [{ XDG_CACHE_HOME: "cache", HOME: "/home/ann" }, "/home/ann/.cache/siglint/layers"],
  [{ HOME: "/home/ann" }, "/home/ann/.cache/siglint/layers"],
  [{ HOME: "" }, null],
  [{}, null],
])("the folder is the user's own: %j", (env, expected) => {
  expect(cachePath(env, "layers")).toBe(expected);
});
