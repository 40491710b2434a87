import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { packTar } from "modern-tar";
import { describe, expect, test } from "vitest";
import { readArchive } from "../../src/archive/archived-image.ts";
import { ImageTree } from "../../src/archive/image-tree.ts";
import { memoryTree } from "../../src/context/memory-tree.ts";
import {
  DEBIAN,
  layerTar,
  layoutFiles,
  layoutImage,
  savedFiles,
  savedImage,
  textOf,
} from "../support/image-archive.ts";
import { frameHeader, zstdBomb } from "../support/zstd.ts";
import { open, problemOf, read, textAt } from "./opened.ts";

const shop = { layers: [{ "app/start.sh": "#!/bin/sh\nmy_server\n" }] };

/** Changes bytes of the first header of a tar file, and makes its checksum right again. */
function withHeader(tar: Uint8Array, change: (header: Buffer) => void): Uint8Array {
  const bytes = Buffer.from(tar);
  const header = bytes.subarray(0, 512);
  change(header);
  header.fill(" ", 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return bytes;
}

describe("what is no archive", () => {
  test("a file that is not there", async () => {
    const result = await readArchive("image.tar", memoryTree({}));
    expect(result).toEqual({
      ok: false,
      problem: "cannot be read: check that it is there, and its permissions",
    });
  });

  test.each([
    ["a text", "FROM debian:12\n".repeat(100)],
    ["a short one", "hello"],
    [
      "a damaged gzip file",
      Buffer.concat([gzipSync("x".repeat(1000)).subarray(0, 20), Buffer.alloc(500, 7)]),
    ],
  ])("%s", async (_, bytes) => {
    expect(await problemOf(Buffer.from(bytes))).toMatch(
      /^(is not a tar file, or is damaged|is damaged or incomplete|breaks off)/,
    );
  });

  test.each([
    ["bzip2", Buffer.from("BZh91AY&SY"), "bunzip2"],
    ["xz", Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), "unxz"],
  ])("one through %s", async (packing, bytes, command) => {
    expect(await problemOf(bytes)).toBe(
      `is compressed with ${packing}, which siglint does not read: unpack it with ${command}`,
    );
  });

  test("a tree of files, as docker export writes it", async () => {
    expect(await problemOf(await layerTar({ "etc/passwd": "", "usr/lib/x.json": "{}" }))).toBe(
      "is no image archive: it has neither manifest.json nor index.json. `docker save IMAGE` writes one; `docker export` leaves out what is started",
    );
  });
});

describe("manifests", () => {
  test.each([
    ["no JSON", { "manifest.json": "[{" }, /manifest.json is not JSON/],
    [
      "of another kind",
      { "manifest.json": '{"name":"app"}' },
      /has a manifest.json that is not one of docker save/,
    ],
    ["without images", { "manifest.json": "[]" }, /holds no image/],
    ["no list", { "index.json": "{}" }, /has an index.json that lists no manifests/],
    ["deeply nested", { "manifest.json": "[".repeat(1_000_000) }, /manifest.json is not JSON/],
    [
      "too large",
      { "manifest.json": `[${" ".repeat(5 * 1024 * 1024)}]` },
      /manifest.json is larger than siglint reads/,
    ],
  ])("%s", async (_, files, message) => {
    expect(await problemOf(await layerTar(files))).toMatch(message);
  });

  test("an image without its configuration, or without a layer", async () => {
    const files = await savedFiles([shop]);
    for (const name of Object.keys(files).filter((each) => each !== "manifest.json")) {
      const { [name]: _, ...rest } = files;
      expect(await problemOf(await layerTar(rest))).toMatch(`lacks ${name}`);
    }
  });

  test("a configuration of another form", async () => {
    const bytes = await savedImage({ ...shop, config: { Entrypoint: { run: "it" } } });
    expect(await problemOf(bytes)).toMatch(
      /\.json is not the configuration of an image: see config\.Entrypoint$/,
    );
  });

  test("an index that leads to itself ends", async () => {
    const index = { manifests: [{ digest: "x:self" }] };
    const bytes = await layerTar({
      "index.json": JSON.stringify(index),
      "blobs/x/self": JSON.stringify(index),
    });
    expect(await problemOf(bytes)).toBe("has indexes within indexes without end");
  });

  test("something else than an image in an OCI layout", async () => {
    const manifest = JSON.stringify({
      config: { digest: "x:1", mediaType: "application/vnd.cncf.helm.config.v1+json" },
      layers: [],
    });
    const bytes = await layerTar({
      "index.json": JSON.stringify({ manifests: [{ digest: "x:m" }] }),
      "blobs/x/m": manifest,
    });
    expect(await problemOf(bytes)).toBe("holds no image that siglint can read");
  });
});

describe("digests", () => {
  test.each(["a layer of docker save", "a layer of an OCI layout", "a manifest", "a configuration"])(
    "%s that is not what its digest says",
    async (what) => {
      const files = what.includes("docker save")
        ? await savedFiles([shop])
        : await layoutFiles([shop], gzipSync);
      const other = what.includes("layer")
        ? gzipSync(await layerTar({ "app/start.sh": "exec evil\n" }))
        : null;
      const name =
        Object.keys(files).find((each) => {
          const text = textOf(files[each]);
          if (what === "a manifest") return text.includes('"layers":[');
          if (what === "a configuration") return text.includes("diff_ids");
          return each.includes("/") && !text.startsWith("{");
        }) ?? "";
      const changed = other ?? `${files[name]} `;
      expect(await problemOf(await layerTar({ ...files, [name]: changed }))).toMatch(
        /^[\w./]+ does not have the digest sha256:[0-9a-f]{64}: the archive is damaged, write it again$/,
      );
    },
  );

  test("one layer that is damaged leaves the images without it alone", async () => {
    const files = await savedFiles([shop, { ...shop, tag: "other:1", layers: [{ "x.sh": "fine" }] }]);
    const broken = Object.keys(files).find((name) => textOf(files[name]).includes("start.sh")) ?? "";
    const result = await read(await layerTar({ ...files, [broken]: "not a layer" }));
    expect(result).toMatchObject({ ok: true, problems: [expect.stringContaining(broken)] });
    expect(result.ok && result.images.map(({ name }) => name)).toEqual(["other:1"]);
  });
});

describe("layers", () => {
  const problemWith = async (layer: Uint8Array): Promise<string> =>
    (await problemOf(await savedImage({ layers: [layer] }))).replace(/^[0-9a-f]{64}\/layer.tar /, "");

  test.each([
    ["../../etc/passwd", "has ../../etc/passwd, which leads out of the image"],
    ["a/../../b", "has a/../../b, which leads out of the image"],
    [".wh...", "has .wh..., which takes away nothing that has a name"],
    ["x".repeat(5000), "has a path of 5000 characters, where Linux allows 4096"],
  ])("a file called %.20s", async (name, message) => {
    expect(await problemWith(await layerTar({ [name]: "x" }))).toBe(message);
  });

  test("a hard link out of the image, and one to nothing", async () => {
    expect(await problemWith(await layerTar({ a: { hardLink: "../../etc/shadow" } }))).toBe(
      "has ../../etc/shadow, which leads out of the image",
    );
    expect(await problemWith(await layerTar({ a: { hardLink: "gone" } }))).toBe(
      "has a, a hard link to gone, which is no file there",
    );
  });

  test("one that breaks off, at every length", async () => {
    const layer = await layerTar({ "a.sh": "x".repeat(700), b: "y" });
    for (let length = 0; length < layer.length - 1024; length += 100) {
      const problem = await problemWith(layer.subarray(0, length));
      // Whole entries without the two empty blocks at the end are a tar file to Docker.
      if (length % 512 === 0 && [0, 1536].includes(length)) expect(problem).toBe("");
      else expect(problem).toMatch(/^(breaks off in the middle|is not a tar file, or is damaged)$/);
    }
    const packed = gzipSync(layer);
    for (let length = 20; length < packed.length; length += 10) {
      expect(await problemWith(packed.subarray(0, length))).toMatch(/is damaged or incomplete|breaks off/);
    }
  });

  test.each([
    [
      "eight exabytes",
      (header: Buffer) => header.write("\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff", 124, "latin1"),
    ],
    ["a negative number", (header: Buffer) => header.fill(0xff, 124, 136)],
    ["no number", (header: Buffer) => header.write("zzzzzzzzzzz", 124)],
    ["8 GiB", (header: Buffer) => header.write("77777777777", 124)],
  ])("a size of %s", async (_, change) => {
    const layer = withHeader(await layerTar({ a: "x" }), change);
    expect(await problemWith(layer)).toMatch(
      /^(breaks off in the middle|has a tar header of an absurd size|is not a tar file, or is damaged)$/,
    );
  });

  test("a pax header of a gigabyte is not gathered", async () => {
    const layer = withHeader(await layerTar({ a: "x" }), (header) => {
      header.write("x", 156);
      header.write("10000000000", 124);
    });
    expect(await problemWith(layer)).toBe("has a tar header of an absurd size");
  });

  test.each(["-5 a\n", "99999 path=x\n", "0 \n", "5 path\n", "junk"])(
    "a pax record %j ends",
    async (record) => {
      const entry = { header: { name: "x", size: record.length, type: "pax-header" as const }, body: record };
      const file = { header: { name: "a", size: 1, type: "file" as const }, body: "x" };
      expect(await problemWith(await packTar([entry, file]))).toBe("");
    },
  );

  test("a file with holes is there, and is not read", async () => {
    const sparse = {
      header: {
        name: "GNUSparseFile.1/run.sh",
        size: 2,
        type: "file" as const,
        pax: { "GNU.sparse.major": "1", "GNU.sparse.name": "run.sh" },
      },
      body: "0\n",
    };
    const result = await read(await savedImage({ layers: [await packTar([sparse])] }));
    const [image] = result.ok ? result.images : [];
    expect(image === undefined ? null : await textAt(image, "/run.sh")).toBe("(binary)");
  });

  test("more files than there is memory for", () => {
    const entries = Array.from({ length: 1_000_001 }, () => ({ kind: "directory", path: "x" }) as const);
    expect(() => new ImageTree().apply(entries, 0)).toThrow(
      "has more than 1000000 files, which is more than siglint reads",
    );
  });

  test("many images that share a layer of many files", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`${index}/${"a/".repeat(2_000)}x`, ""]),
    );
    const images = Array.from({ length: 40 }, (_, index) => ({
      layers: [files],
      config: { Cmd: [`${index}`] },
      tag: `${index}:1`,
    }));
    const result = await read(await layerTar(await savedFiles(images)));
    expect(result.ok && result.images.length).toBe(24);
    expect(result.ok && result.problems).toEqual([
      expect.stringMatching(
        /\/layer.tar and the images before it have more files than siglint reads of one archive$/,
      ),
    ]);
  });

  test("links that lead through links, again and again, come to an end", () => {
    const links = Array.from({ length: 30 }, (_, index) => {
      const target = `${"./a/../".repeat(500)}l${index + 1}`;
      return { kind: "link", path: `l${index}`, target } as const;
    });
    const files = Array.from(
      { length: 5000 },
      (_, index) => ({ kind: "other", path: `l0/${index}` }) as const,
    );
    const folders = ["a", "l30"].map((path) => ({ kind: "directory", path }) as const);
    const entries = [...folders, ...links, ...files];
    expect(() => new ImageTree().apply(entries, 0)).toThrow(
      "has paths and links that lead on and on, further than siglint follows",
    );
  });
});

describe("bombs", () => {
  const tooMuch = /unpacks to far more than the archive's size: siglint reads no further$/;

  test("through gzip, once and twice", async () => {
    const zeros = gzipSync(Buffer.alloc(128 * 1024 * 1024), { level: 9 });
    const bomb = Buffer.concat(Array<Buffer>(8).fill(zeros));
    expect(await problemOf(bomb)).toMatch(tooMuch);
    expect(await problemOf(gzipSync(await savedImage({ layers: [bomb] })))).toMatch(tooMuch);
  });

  test("more files than an archive of its size can have", async () => {
    const files = Object.fromEntries(Array.from({ length: 80_000 }, (_, index) => [`${index}`, ""]));
    expect(await problemOf(await savedImage({ layers: [gzipSync(await layerTar(files))] }))).toMatch(tooMuch);
  });

  test("a layer that is gone through for one script after the other", async () => {
    const scripts = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`${index}.sh`, `. /${index + 1}.sh\n`]),
    );
    const image = await open(
      await layoutImage({ layers: [{ ...scripts, big: Buffer.alloc(60 * 1024 * 1024) }] }),
    );
    const texts: string[] = [];
    for (const name of Object.keys(scripts)) texts.push(await textAt(image, `/${name}`));
    expect(texts[0]).toBe(". /1.sh\n");
    expect(texts.at(-1)).toMatch(/unpacks to far more than the archive's size: siglint reads no further\)$/);
  });

  test("through zstd", async () => {
    const before = process.memoryUsage().rss;
    expect(await problemOf(await savedImage({ layers: [zstdBomb(8000)] }))).toMatch(tooMuch);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });

  test("zstd blocks with nothing in them", async () => {
    const layer = Buffer.concat([frameHeader(), Buffer.alloc(3_000_000), Buffer.from([1, 0, 0])]);
    expect(await problemOf(await savedImage({ layers: [layer] }))).toMatch(tooMuch);
  });

  test("pax headers of more values than any file has", async () => {
    const pax = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`k${index}`, ""]));
    const entry = { header: { name: "x", size: 0, type: "file" as const, pax } };
    const layer = gzipSync(await packTar(Array.from({ length: 1_000 }, () => entry)));
    expect(await problemOf(await savedImage({ layers: [layer] }))).toMatch(tooMuch);
  });

  test("pax headers that are larger than what is read at once", async () => {
    const body = Array.from({ length: 60_000 }, (_, index) => {
      const record = ` k${index}=\n`;
      return `${record.length + (record.length > 7 ? 2 : 1)}${record}`;
    }).join("");
    const header = { name: "x", size: body.length, type: "pax-header" as const };
    const file = { header: { name: "a", size: 0, type: "file" as const } };
    const tar = await packTar(Array.from({ length: 40 }, () => [{ header, body }, file]).flat());
    expect(await problemOf(Buffer.from(tar))).toMatch(/unpacks to far more/);
  });

  test("a zstd window of gigabytes is not allocated", async () => {
    const layer = Buffer.concat([frameHeader(21 << 3), Buffer.alloc(20)]);
    expect(await problemOf(await savedImage({ layers: [layer] }))).toMatch(
      /is packed with a zstd window above 128 MiB, more than siglint reads$/,
    );
  });

  test("texts beyond 32 MiB are left alone", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`${index}.sh`, "x".repeat(2_000_000)]),
    );
    const result = await read(await savedImage({ layers: [files] }));
    const [image] = result.ok ? result.images : [];
    if (image === undefined) throw new Error("no image");
    const nodes = Object.keys(files).flatMap((name) => image.look(`/${name}`).node ?? []);
    for (const node of nodes) if (node.kind === "file") image.textOf(node);
    await image.readWanted();
    const kinds = nodes.map((node) => (node.kind === "file" ? image.textOf(node).kind : ""));
    expect(kinds.filter((kind) => kind === "text")).toHaveLength(16);
    expect(kinds.filter((kind) => kind === "too-much")).toHaveLength(4);
  });
});

test("whatever bytes are changed or cut off, it ends in images or in a problem", async () => {
  const whole = [
    await savedImage({ layers: [DEBIAN, ...shop.layers] }),
    await layoutImage({ layers: [DEBIAN, ...shop.layers] }),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 5 }),
      fc.option(fc.nat()),
      async (archive, changes, cut) => {
        const bytes = Buffer.from(archive);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        const result = await read(cut === null ? bytes : bytes.subarray(0, cut % bytes.length));
        if (!result.ok) expect(result.problem).not.toBe("");
      },
    ),
    { numRuns: 150 },
  );
});
