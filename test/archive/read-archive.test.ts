import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readArchive } from "../../src/archive/archived-image.ts";
import { diskTree } from "../../src/context/disk-tree.ts";
import {
  DEBIAN,
  type ImageParts,
  layerTar,
  layoutFiles,
  layoutImage,
  PROGRAM,
  savedFiles,
  savedImage,
  textOf,
} from "../support/image-archive.ts";
import { zstdOf } from "../support/zstd.ts";
import { open, read, textAt } from "./opened.ts";

const script = "#!/bin/sh\nexec my_server\n";
const shop: ImageParts = {
  layers: [DEBIAN, { "app/start.sh": script }],
  config: {
    Entrypoint: ["/app/start.sh"],
    Cmd: ["serve"],
    Env: ["PATH=/usr/bin:/bin", "MODE=a=b"],
    WorkingDir: "/app",
    User: "app",
    StopSignal: "SIGQUIT",
    Shell: ["/bin/bash", "-c"],
  },
};

const forms: readonly [string, () => Promise<Uint8Array>][] = [
  ["docker save", () => savedImage(shop)],
  ["docker save, through gzip", async () => gzipSync(await savedImage(shop))],
  ["an OCI layout with gzip layers", () => layoutImage(shop)],
  ["an OCI layout with zstd layers", async () => layerTar(await layoutFiles([shop], zstdOf))],
  ["an OCI layout with plain layers", async () => layerTar(await layoutFiles([shop]))],
];

test.each(forms)("%s gives the configuration and the files", async (_, write) => {
  const image = await open(await write());
  expect(image.name).toBe("shop:1.0");
  expect(image.config).toMatchObject({
    entrypoint: ["/app/start.sh"],
    cmd: ["serve"],
    env: new Map([
      ["PATH", "/usr/bin:/bin"],
      ["MODE", "a=b"],
    ]),
    workdir: "/app",
    user: "app",
    stopSignal: "SIGQUIT",
    shell: ["/bin/bash", "-c"],
  });
  expect(await textAt(image, "/app/start.sh")).toBe(script);
  expect(image.look("/bin/sh")).toMatchObject({ path: "/usr/bin/dash", node: { kind: "file", layer: 0 } });
});

test("several images of one archive are there by their tags", async () => {
  const files = await savedFiles([shop, { ...shop, tag: "worker:2" }, { ...shop, tag: null }]);
  const result = await read(await layerTar(files));
  expect(result.ok && result.images.map(({ name }) => name)).toEqual(["shop:1.0", "worker:2", null]);
});

test("a layer that docker save has written once is found behind its links", async () => {
  const files = await savedFiles([shop]);
  const [layer = ""] = Object.keys(files).filter((name) => name.endsWith("/layer.tar"));
  const moved = { ...files, [layer]: { link: "../other/layer.tar" }, "other/layer.tar": files[layer] ?? "" };
  expect(await textAt(await open(await layerTar(moved)), "/app/start.sh")).toBe(script);
});

test("of several platforms linux/amd64 is taken, else the one whose layers are there", async () => {
  const arm = { ...shop, platform: "linux/arm64/v8" };
  const amd = { ...shop, platform: "linux/amd64", layers: [{ "app/start.sh": "amd" }] };
  const both = await layoutFiles([arm, amd]);
  const image = await open(await layerTar(both));
  expect(await textAt(image, "/app/start.sh")).toBe("amd");
  expect(image.platforms).toEqual(["linux/amd64", "linux/arm64/v8"]);
  const onlyArm = await layoutFiles([arm]);
  const partial = { ...both };
  for (const name of Object.keys(both)) {
    const isOfAmd = name.startsWith("blobs/") && !(name in onlyArm) && !textOf(both[name]).startsWith("{");
    if (isOfAmd) delete partial[name];
  }
  const rest = await open(await layerTar(partial));
  expect(await textAt(rest, "/app/start.sh")).toBe(script);
});

describe("layers", () => {
  const of = (...layers: ImageParts["layers"]) => savedImage({ layers }).then(open);

  test("a later layer wins, a folder keeps what older layers have in it", async () => {
    const image = await of({ "a/x": "old", "a/y": "kept" }, { "a/": "", "a/x": "new" });
    expect(await textAt(image, "/a/x")).toBe("new");
    expect(await textAt(image, "/a/y")).toBe("kept");
  });

  test("a whiteout takes away what older layers have, not what its own has", async () => {
    const image = await of(
      { "a/x": "old", "b/deep/y": "old", c: "old" },
      { "a/x": "new", "a/.wh.x": "", ".wh.b": "", ".wh.c": "" },
      { c: "back" },
    );
    expect(await textAt(image, "/a/x")).toBe("new");
    expect(image.look("/b/deep/y")).toMatchObject({ node: null, removedBy: 1 });
    expect(await textAt(image, "/c")).toBe("back");
  });

  test("an opaque folder keeps nothing of older layers, wherever its mark stands", async () => {
    const image = await of({ "a/x": "old", "a/y": "old" }, { "a/y": "new", "a/.wh..wh..opq": "" });
    expect(image.look("/a/x")).toMatchObject({ node: null, removedBy: 1 });
    expect(await textAt(image, "/a/y")).toBe("new");
  });

  test("what aufs notes for itself is no file", async () => {
    const image = await of({ ".wh..wh.plnk/": "", ".wh..wh.aufs": "" });
    expect(image.look("/.wh..wh.aufs").node).toBeNull();
  });

  test("a file in the place of a folder takes all of it away, and the other way round", async () => {
    const image = await of({ "a/x": "1", b: "2" }, { a: "file", "b/y": "3" });
    expect(await textAt(image, "/a/x")).toBe("(nothing)");
    expect(await textAt(image, "/a")).toBe("file");
    expect(await textAt(image, "/b/y")).toBe("3");
  });

  test("a path leads through the links of older layers", async () => {
    const image = await of(DEBIAN, { "bin/tool": "#!/bin/sh\n" });
    expect(await textAt(image, "/usr/bin/tool")).toBe("#!/bin/sh\n");
    expect(image.look("/bin/tool").path).toBe("/usr/bin/tool");
  });

  test("a folder that a layer puts in the place of a link is one", async () => {
    const image = await of({ "real/x": "1", way: { link: "real" } }, { "way/": "", "way/y": "2" });
    expect(await textAt(image, "/way/x")).toBe("(nothing)");
    expect(await textAt(image, "/way/y")).toBe("2");
  });

  test("links go up, from the root, and never above it", async () => {
    const image = await of({
      "etc/up": { link: "../opt/x" },
      "etc/far": { link: "../../../../opt/x" },
      "etc/root": { link: "/opt" },
      "opt/x": "here",
    });
    for (const path of ["/etc/up", "/etc/far", "/etc/root/x", "/../opt/x"]) {
      expect(await textAt(image, path)).toBe("here");
    }
  });

  test("links in a circle lead nowhere, and so does one to nothing", async () => {
    const image = await of({ a: { link: "b" }, b: { link: "a" }, c: { link: "gone" } });
    expect(await textAt(image, "/a")).toBe("(loops)");
    expect(await textAt(image, "/c")).toBe("(nothing)");
  });

  test("a hard link is the file itself", async () => {
    const image = await of(
      { "bin/busybox": PROGRAM, "bin/sh": { hardLink: "bin/busybox" } },
      { ".wh.bin": "" },
    );
    expect(image.look("/bin/sh").node).toBeNull();
    const whole = await of({ "bin/start": script, "bin/run": { hardLink: "./bin/start" } });
    expect(whole.look("/bin/run").node).toBe(whole.look("/bin/start").node);
    expect(await textAt(whole, "/bin/run")).toBe(script);
  });

  test("absolute names are taken from the root of the image, as Docker takes them", async () => {
    expect(await textAt(await of({ "/app/x": "1", "./app/y": "2" }), "/app/x")).toBe("1");
  });

  test("programs, large files and pipes are known for what they are", async () => {
    const image = await of({ program: PROGRAM, large: "x".repeat(3 * 1024 * 1024), pipe: { type: "fifo" } });
    expect(await textAt(image, "/program")).toBe("(binary)");
    expect(await textAt(image, "/large")).toBe("(binary)");
    expect(await textAt(image, "/pipe")).toBe("(other)");
  });

  test("long names are read, whichever way a tar file writes them", async () => {
    const long = `${"folder/".repeat(40)}${"n".repeat(150)}`;
    expect(await textAt(await of({ [long]: "1" }), `/${long}`)).toBe("1");
  });
});

describe("a folder", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "siglint-layout-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (files: Readonly<Record<string, unknown>>): void => {
    for (const [name, file] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      if (typeof file === "string" || file instanceof Uint8Array) writeFileSync(join(folder, name), file);
    }
  };

  test.each([
    ["an OCI layout", () => layoutFiles([shop], gzipSync)],
    ["what docker save wrote, unpacked", () => savedFiles([shop])],
  ])("%s is read where it lies", async (_, files) => {
    write({
      ...Object.fromEntries(Object.entries(await files()).map(([name, file]) => [`layout/${name}`, file])),
    });
    const result = await readArchive("layout", diskTree(folder));
    const [image] = result.ok ? result.images : [];
    expect(image === undefined ? result : await textAt(image, "/app/start.sh")).toBe(script);
  });

  test("links that lead out of it are not followed", async () => {
    const files = await layoutFiles([shop]);
    const blob = Object.keys(files).find((name) => textOf(files[name]).includes("exec my_server")) ?? "";
    write({ ...files, [blob]: undefined, outside: files[blob] });
    mkdirSync(join(folder, "layout"));
    for (const name of ["index.json", "oci-layout"]) symlinkSync(`../${name}`, join(folder, "layout", name));
    expect(await readArchive("layout", diskTree(folder))).toMatchObject({ ok: false });
  });
});
