import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formats } from "../../src/report/formats.ts";
import {
  DEBIAN,
  type ImageParts,
  type LayerFiles,
  layerTar,
  layoutFiles,
  PROGRAM,
  savedFiles,
  savedImage,
} from "../support/image-archive.ts";
import { type Ran, runSiglint } from "../support/run-siglint.ts";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "siglint-image-"));
  mkdirSync(join(cwd, ".git"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function put(name: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(cwd, name)), { recursive: true });
  writeFileSync(join(cwd, name), text);
}

const siglint = (...words: readonly string[]): Promise<Ran> => runSiglint(cwd, words);

const debian: LayerFiles = { ...DEBIAN, "usr/bin/node": PROGRAM };
const env = ["PATH=/usr/local/bin:/usr/bin:/bin"];
const script = "#!/bin/sh\n. /app/settings.sh\nnode server.js\n";
const shop: ImageParts = {
  layers: [debian, { "app/start.sh": script, "app/settings.sh": "MODE=production\n" }],
  config: { Entrypoint: ["/app/start.sh"], Env: env, WorkingDir: "/app", StopSignal: "SIGINT" },
  history: ["/bin/sh -c #(nop) ADD file:0123 in / ", "COPY app /app # buildkit"],
};

test("a script in a layer is told of with its layer, and is not mended", async () => {
  put("shop.tar", await savedImage(shop));
  expect(await siglint("image", "shop.tar")).toMatchObject({
    code: 1,
    err: "",
    out: `shop.tar!/app/start.sh:3:1 error missing-exec
  node is a child of start.sh (dash), which keeps PID 1; dash does not pass SIGINT on, so node is killed after 10 s on Docker, 30 s on Kubernetes.

  3 | node server.js
    | ^^^^^^^^^^^^^^

  trace: shop.tar:2:1  layer 2 brings /app/start.sh
         shop.tar:6:1  PID 1 is /app/start.sh
  help:  start it with \`exec node server.js\`

Found 1 error in 1 target.
`,
  });
  expect(readdirSync(cwd)).toEqual([".git", "shop.tar"]);
});

test("explain shows what the image starts", async () => {
  put("shop.tar", await savedImage(shop));
  const { code, out } = await siglint("explain", "shop.tar");
  expect(code).toBe(0);
  expect(out).toBe(`shop.tar:6 shop:1.0 lost
  dash does not pass SIGINT on, so node is killed after 10 s on Docker, 30 s on Kubernetes

  starts   /app/start.sh  ENTRYPOINT, shop.tar:6
  image    shop:1.0
  /bin/sh  /bin/sh of shop:1.0 is /usr/bin/dash
  stop     SIGINT  STOPSIGNAL, shop.tar:5

  start.sh (dash), PID 1  gets SIGINT, does nothing, and is killed
  └─ node                 never hears of it and is killed

  path     shop.tar:6                PID 1 is /app/start.sh
           shop.tar!/app/start.sh:3  starts node and waits for it
`);
});

test("a string behind sh -c has its place in the configuration", async () => {
  const config = { Cmd: ["/bin/sh", "-c", 'node "server.js"'], Env: env };
  put("shop.tar", await savedImage({ layers: [debian], config }));
  const { out } = await siglint("image", "shop.tar", "--format", "unix");
  expect(out).toMatch(/^shop\.tar:3:24: error: sh \(dash\) runs the string behind `-c` and stays/);
});

test("a comment in the script silences what it is about", async () => {
  const start = "#!/bin/sh\n# siglint ignore=missing-exec\nnode server.js\n";
  put("shop.tar", await savedImage({ ...shop, layers: [debian, { "app/start.sh": start }] }));
  expect(await siglint("image", "shop.tar")).toMatchObject({ code: 0 });
});

test("a layer that takes the script away, a link to nothing, a mode that lets nobody run it", async () => {
  const layers = [debian, { "app/start.sh": script, "app/.keep": "" }];
  put(
    "gone.tar",
    await savedImage({ ...shop, layers: [...layers, { "app/.wh.start.sh": "" }], history: [] }),
  );
  expect((await siglint("image", "gone.tar")).out).toContain(
    "there is no /app/start.sh: layer 3 of shop:1.0 takes it away",
  );
  const link = { "app/start.sh": { link: "../srv/run.sh" } };
  put("link.tar", await savedImage({ ...shop, layers: [debian, link] }));
  expect((await siglint("image", "link.tar")).out).toContain(
    "there is no /app/start.sh: it is a link to /srv/run.sh, and shop:1.0 has no such file",
  );
  const locked = { "app/start.sh": { text: script, mode: 0o644 } };
  put("locked.tar", await savedImage({ ...shop, layers: [debian, locked] }));
  expect((await siglint("image", "locked.tar")).out).toContain(
    "/app/start.sh has no execute bit in the image",
  );
});

describe("/bin/sh is what the files say", () => {
  const shells: readonly (readonly [string, LayerFiles, string])[] = [
    ["dash", DEBIAN, "/bin/sh of shop:1.0 is /usr/bin/dash"],
    ["bash", { "bin/sh": { link: "bash" }, "bin/bash": PROGRAM }, "/bin/sh of shop:1.0 is /bin/bash"],
    [
      "ash",
      { "bin/busybox": PROGRAM, "bin/sh": { link: "/bin/busybox" } },
      "/bin/sh of shop:1.0 is /bin/busybox",
    ],
    [
      "ash by a hard link",
      { "bin/sh": PROGRAM, "bin/busybox": { hardLink: "bin/sh" } },
      "/bin/sh of shop:1.0 is /bin/busybox",
    ],
    [
      "another one",
      { "bin/sh": { link: "mksh" }, "bin/mksh": PROGRAM },
      "/bin/sh of shop:1.0 is /bin/mksh, a shell that siglint does not know",
    ],
    ["none", { app: PROGRAM }, "shop:1.0 has no /bin/sh"],
  ];
  test.each(shells)("%s", async (_, files, told) => {
    put("shop.tar", await savedImage({ layers: [files], config: { Cmd: ["/app"], Env: env } }));
    expect((await siglint("explain", "shop.tar")).out).toContain(told);
  });

  test("a shell that is not there cannot run the script", async () => {
    const config = { Entrypoint: ["/start.sh"], Env: env };
    put(
      "shop.tar",
      await savedImage({ layers: [debian, { "start.sh": "#!/bin/zsh\nexec node\n" }], config }),
    );
    expect((await siglint("image", "shop.tar")).out).toContain(
      "asks for /bin/zsh, which shop:1.0 does not have",
    );
  });
});

test("scripts that a distribution brings are what is measured of them, not what they say", async () => {
  const files = {
    "usr/bin/service": '#!/bin/sh\nexec /etc/init.d/"$1" "$2"\n',
    "app/start.sh": "#!/bin/sh\nservice cron start\nexec node server.js\n",
  };
  put("shop.tar", await savedImage({ ...shop, layers: [debian, files] }));
  const { out } = await siglint("image", "shop.tar", "--format", "unix");
  expect(out).toMatch(/^shop\.tar!\/app\/start\.sh:2:1: error: cron runs as a daemon/);
});

test("every image of an archive is a target of its own", async () => {
  const good = { layers: [debian], tag: "good:1", config: { Cmd: ["node", "server.js"], Env: env } };
  put("all.tar", await layerTar(await savedFiles([shop, good, { ...shop, tag: null }])));
  const { out } = await siglint("image", "all.tar", "--format", "json");
  const { findings, summary } = JSON.parse(out);
  expect(summary.targets).toBe(3);
  expect(findings.map(({ file, target }: { file: string; target: object }) => [file, target])).toEqual([
    ["all.tar!image 3!/app/start.sh", { kind: "image", file: "all.tar", name: "image 3" }],
    ["all.tar!shop:1.0!/app/start.sh", { kind: "image", file: "all.tar", name: "shop:1.0" }],
  ]);
});

test("an OCI layout in a folder, and the platform that is chosen", async () => {
  const arm = {
    ...shop,
    platform: "linux/arm64",
    layers: [debian, { "app/start.sh": "#!/bin/sh\nexec node\n" }],
  };
  const files = await layoutFiles([arm, { ...shop, platform: "linux/amd64" }], gzipSync);
  for (const [name, file] of Object.entries(files)) {
    if (typeof file === "string" || file instanceof Uint8Array) put(`layout/${name}`, file);
  }
  const { out } = await siglint("explain", "layout");
  expect(out).toContain("layout:6 shop:1.0 lost");
  expect(out).toContain("of the platforms linux/amd64, linux/arm64 the image for linux/amd64 is judged");
});

test("an image for Windows is not judged by what Linux does", async () => {
  put("win.tar", await savedImage({ layers: [{}], os: "windows", config: { Cmd: ["cmd", "/c", "app"] } }));
  const { out } = await siglint("explain", "win.tar");
  expect(out).toContain("shop:1.0 unknown\n  it is an image for Windows, of which siglint knows nothing");
});

test.each(Object.keys(formats))("%s tells of archives too", async (format) => {
  put("shop.tar", await savedImage(shop));
  const { code, out, err } = await siglint("image", "shop.tar", "--format", format);
  expect({ code, err }).toEqual({ code: 1, err: "" });
  expect(out).toContain("start.sh");
});

test("what cannot be read is a problem, and the exit code says so", async () => {
  put("broken.tar", "no archive");
  put("shop.tar", (await savedImage(shop)).subarray(0, 3000));
  for (const name of ["broken.tar", "shop.tar", "missing.tar"]) {
    const { code, out } = await siglint("image", name);
    expect(code).toBe(2);
    expect(out).toMatch(new RegExp(`^${name}:1:1 problem\n`));
  }
  expect((await siglint("image")).err).toMatch(/^siglint: siglint image needs an archive/);
});

describe("--base-image", () => {
  const base: ImageParts = {
    tag: "company/base:2",
    layers: [
      debian,
      { "usr/local/bin/entry": '#!/bin/sh\nset -e\n. /etc/entry.conf\n"$@"\n', "etc/entry.conf": "X=1\n" },
    ],
    config: { Entrypoint: ["/usr/local/bin/entry"], Env: [...env, "X=1"], StopSignal: "SIGQUIT" },
  };

  test("what the base image hands down is known, and its scripts are read", async () => {
    put("base.tar", await savedImage(base));
    put("Dockerfile", 'FROM company/base:2\nCOPY server.js .\nCMD ["node", "server.js"]\n');
    put("server.js", "");
    const { code, out } = await siglint("--base-image", "company/base:2=base.tar");
    expect(code).toBe(1);
    expect(out).toContain("base.tar!/usr/local/bin/entry:4:1 error missing-exec");
    expect(out).toContain("layer 2 brings /usr/local/bin/entry");
    expect((await siglint("explain")).out).toContain("assumes");
  });

  test("what the Dockerfile lays over it wins, and what it takes from a stage is followed", async () => {
    put("base.tar", await savedImage(base));
    put(
      "Dockerfile",
      'FROM company/base:2 AS base\nFROM debian:12\nCOPY --from=base /usr/local/bin/entry /entry\nCOPY --from=base /etc/entry.conf /etc/\nENTRYPOINT ["/entry"]\nCMD ["node", "server.js"]\n',
    );
    expect((await siglint("--base-image", "company/base:*=base.tar")).out).toContain(
      "base.tar!/usr/local/bin/entry:4:1 error missing-exec",
    );
    put("entry", '#!/bin/sh\nexec "$@"\n');
    put(
      "Dockerfile",
      'FROM company/base:2\nCOPY --chmod=755 entry /usr/local/bin/\nCMD ["node", "server.js"]\n',
    );
    expect(await siglint("--base-image", "company/base:2=base.tar")).toMatchObject({ code: 0 });
  });

  test("what COPY takes from an image that is no stage comes out of its archive", async () => {
    put("tools.tar", await savedImage({ ...base, tag: "company/tools:1" }));
    const dockerfile = (path: string): string =>
      `FROM debian:12\nCOPY --from=company/tools:1 ${path} /entry\nCOPY --from=company/tools:1 /etc/entry.conf /etc/\nENTRYPOINT ["/entry"]\nCMD ["node", "server.js"]\n`;
    put("Dockerfile", dockerfile("/usr/local/bin/entry"));
    const { out } = await siglint("--base-image", "company/tools:1=tools.tar");
    expect(out).toContain("tools.tar!/usr/local/bin/entry:4:1 error missing-exec");
    expect(out).toContain("layer 2 brings /usr/local/bin/entry");
    put("Dockerfile", dockerfile("/usr/bin/entry"));
    expect((await siglint("explain", "--base-image", "company/tools:1=tools.tar")).out).toContain(
      "there will be no /entry, because company/tools:1 has no such file",
    );
  });

  test("a fix changes files of one's own, never those of the archive", async () => {
    put("base.tar", await savedImage({ ...base, config: { Env: env } }));
    put("Dockerfile", 'FROM company/base:2\nCOPY start.sh /\nENTRYPOINT ["sh", "/start.sh"]\n');
    put("start.sh", "#!/bin/sh\nnode server.js\n");
    const { err, code } = await siglint("--fix", "--base-image", "company/base:2=base.tar");
    expect({ err, code }).toEqual({ err: "Made 1 fix in 1 file.\n", code: 0 });
  });

  test("services of compose that run such an image are judged by it", async () => {
    put("shop.tar", await savedImage(shop));
    put("compose.yaml", "services:\n  shop:\n    image: shop:1.0\n");
    expect((await siglint("--base-image", "shop:1.0=shop.tar")).out).toContain(
      "shop.tar!/app/start.sh:3:1 error missing-exec",
    );
  });

  test("one that says no FROM is refused, one that cannot be read is a problem", async () => {
    expect((await siglint("--base-image", "base.tar")).err).toMatch(/does not say which FROM it is for/);
    put("Dockerfile", 'FROM company/base:2\nCMD ["node", "server.js"]\n');
    expect(await siglint("--base-image", "company/base:2=base.tar")).toMatchObject({
      code: 2,
      out: expect.stringContaining("base.tar:1:1 problem"),
    });
  });
});
