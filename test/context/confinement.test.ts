import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { diskTree } from "../../src/context/disk-tree.ts";
import { readInside } from "../../src/context/open-file.ts";
import { runSiglint } from "../support/run-siglint.ts";

let room = "";
let project = "";
beforeEach(() => {
  room = realpathSync(mkdtempSync(join(tmpdir(), "siglint-confined-")));
  project = join(room, "project");
  mkdirSync(join(project, ".git"), { recursive: true });
  mkdirSync(join(room, "private"));
  writeFileSync(join(room, "private/secret"), "token=hunter2 'open\n");
});
afterEach(() => rmSync(room, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(project, path, ".."), { recursive: true });
    writeFileSync(join(project, path), text, { mode: 0o755 });
  }
}

const link = (target: string, path: string): void => symlinkSync(target, join(project, path));

const formats = ["text", "json", "sarif", "markdown", "unix"] as const;

/** What all outputs say; none may hold the secret. */
async function saysOf(...paths: readonly string[]): Promise<string> {
  let all = "";
  for (const format of formats) all += (await runSiglint(project, [...paths, "--format", format])).shown;
  all += (await runSiglint(project, ["--verbose", "--diff", "--unsafe-fixes", ...paths])).shown;
  all += (await runSiglint(project, ["explain", ...paths])).shown;
  expect(all).not.toMatch(/hunter2/);
  return all;
}

const starts = (source: string): string =>
  `FROM debian:12\nCOPY ${source} /start.sh\nENTRYPOINT ["/start.sh"]\n`;

describe("what lies outside is not read", () => {
  test("a Dockerfile that is a link out of the repository, found or named", async () => {
    link("../private/secret", "Dockerfile");
    const why = "is a symbolic link that leads out of the repository";
    expect(await saysOf()).toContain(why);
    expect(await saysOf("Dockerfile")).toContain(why);
    expect((await runSiglint(project, ["Dockerfile"])).code).toBe(2);
  });

  test("a script that is named and leads out", async () => {
    link("../private/secret", "start.sh");
    expect(await saysOf("start.sh")).toContain("a symbolic link that leads out of the repository");
  });

  test.each([
    ["..", "../private/secret"],
    ["../../ from inside", "a/../../private/secret"],
    ["an absolute path", "/proc/self/environ"],
  ])("COPY of %s stays in the context, as it does for Docker", async (_, source) => {
    write({ Dockerfile: starts(source) });
    expect(await saysOf()).not.toContain("graceful");
  });

  test.each([
    ["a file", (at: string) => link("../private/secret", at), "start.sh", "start.sh"],
    ["a file, absolute", (at: string) => link(join(room, "private/secret"), at), "start.sh", "start.sh"],
    ["a folder", (at: string) => link("../private", at), "scripts", "scripts/secret"],
    ["a folder, by a pattern", (at: string) => link("../private", at), "scripts", "scripts/s*"],
    ["a folder, with dots", (at: string) => link("../private", at), "way", "./way/./secret"],
  ])(
    "COPY of %s that is a link out of the context is unknown, with a reason",
    async (_, make, at, source) => {
      write({ Dockerfile: starts(source) });
      make(at);
      expect(await saysOf()).toMatch(/unknown/);
    },
  );

  const sources = (script: string) => ({
    Dockerfile: 'FROM debian:12\nCOPY . /app/\nENTRYPOINT ["/app/start.sh"]\n',
    "start.sh": `#!/bin/sh\n. ${script}\nexec app\n`,
  });

  test.each([
    ["a folder that leads out", "/app/lib/secret", "lib", () => "../private"],
    ["a folder that leads out, absolute", "/app/lib/secret", "lib", () => join(room, "private")],
    ["a link that leads out", "/app/lib.sh", "lib.sh", () => "../private/secret"],
    ["a link that leads out, absolute", "/app/lib.sh", "lib.sh", () => join(room, "private/secret")],
  ])("a script sourced by way of %s is unknown, with a reason", async (_, path, at, target) => {
    write(sources(path));
    link(target(), at);
    const { shown } = await runSiglint(project, ["explain", "--format", "json"]);
    expect(await saysOf()).not.toContain("graceful");
    expect(JSON.parse(shown).targets).toMatchObject([
      {
        outcome: "unknown",
        reason: expect.stringContaining(`it reads ${path}, which may change all that follows`),
      },
    ]);
  });

  test("a script sourced from above the context is one of the image", async () => {
    write(sources("/app/../../private/secret"));
    await saysOf();
  });

  test.each(["/etc/profile", "/usr/share/shop/lib.sh", "/app/settings.sh"])(
    "%s, which the base image may have, leaves the outcome as it is",
    async (path) => {
      write(sources(path));
      link("/usr/share/shop/settings.sh", "settings.sh");
      expect(await saysOf()).toContain("graceful");
    },
  );

  test.each([
    ["extends", "extends: ../private/secret\n"],
    ["extends, absolute", "extends: /../private/secret\n"],
    ["extends by way of a link", "extends: settings.yaml\n"],
    ["a build context", "context: ../private\n"],
  ])("%s that leads out is wrong configuration", async (_, config) => {
    write({ Dockerfile: starts("secret"), ".siglint.yaml": config });
    link("../private/secret", "settings.yaml");
    expect(await saysOf()).toMatch(
      /lies outside of the repository, and is not read|there is no|does not begin with \//,
    );
    expect((await runSiglint(project, [])).code).toBe(2);
  });

  test.each([
    ["build", "build: ../private"],
    ["build by way of a link", "build: ./way"],
    ["build, its Dockerfile", "build: { context: ., dockerfile: ../private/secret }"],
    ["build, a linked Dockerfile", "build: { context: ., dockerfile: linked }"],
    ["extends", "extends: { file: ../private/secret, service: web }"],
    ["extends by way of a link", "extends: { file: linked, service: web }"],
    ["env_file", "image: debian\n    env_file: [../private/secret, linked]"],
    ["a volume", "image: debian\n    entrypoint: /start.sh\n    volumes: ['../private/secret:/start.sh']"],
    ["a linked volume", "image: debian\n    entrypoint: /start.sh\n    volumes: ['./linked:/start.sh']"],
    ["a volume of a folder", "image: debian\n    entrypoint: [sh, /app/secret]\n    volumes: ['./way:/app']"],
  ])("%s of a compose file that leads out", async (_, service) => {
    write({
      "compose.yaml": `services:\n  web:\n    ${service}\n`,
      "docker-compose.yml": `include: [../private/secret, linked]\nservices:\n  web:\n    ${service}\n`,
    });
    link("../private", "way");
    link("../private/secret", "linked");
    for (const paths of [[], ["compose.yaml"], ["docker-compose.yml"]])
      expect(await saysOf(...paths)).not.toContain("graceful");
  });

  test("a build of a bake file, and a kustomization, that lead out", async () => {
    write({
      "docker-bake.hcl": 'target "web" {\n  context = "../private"\n  dockerfile = "secret"\n}\n',
      "docker-bake.json": '{"target":{"web":{"context":"way","dockerfile":"secret"}}}',
      "kustomization.yaml": "configMapGenerator:\n- name: a\n  files: [../private/secret, linked]\n",
      "pod.yaml":
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: debian\n    command: [sh, /c/secret]\n    volumeMounts: [{name: c, mountPath: /c}]\n  volumes: [{name: c, configMap: {name: a}}]\n",
      Dockerfile: starts("secret"),
    });
    link("../private", "way");
    link("../private/secret", "linked");
    expect(await saysOf()).not.toContain("graceful");
  });

  test.each([".siglint.yaml", ".dockerignore", ".gitignore", "Dockerfile.dockerignore", ".gitmodules"])(
    "%s that is a link out",
    async (name) => {
      write({ Dockerfile: starts("start.sh"), "start.sh": "#!/bin/sh\nexec app\n" });
      link("../private/secret", name);
      await saysOf();
      expect(diskTree(project).read(name)).toEqual({ ok: false, why: "outside" });
    },
  );

  test("a stranger's folder below one's own is a place of its own", async () => {
    rmSync(join(project, ".git"), { recursive: true });
    write({ "strange/x": "", "own/key": "hunter2\n" });
    link("../own/key", "strange/Dockerfile");
    expect(await saysOf("strange")).toContain("leads out of the repository, or of the folder that was named");
  });

  test("links inside the repository are followed as ever", async () => {
    write({ "docker/app.Dockerfile": starts("start.sh"), "docker/real.sh": "#!/bin/sh\nmy_server\n" });
    link("docker/app.Dockerfile", "Dockerfile");
    link("docker/real.sh", "start.sh");
    const { shown } = await runSiglint(project, ["Dockerfile", "--format", "unix"]);
    expect(shown).toMatch(/^docker\/real\.sh:2:1: error: .*missing-exec/);
  });
});

describe("a folder that is swapped for a link meanwhile", () => {
  test("is seen once the file is open", () => {
    write({ "scripts/secret": "#!/bin/sh\nexec app\n" });
    const file = join(project, "scripts/secret");
    const inside = (real: string) => real.startsWith(`${project}/`);
    expect(readInside(file, inside, 1000)).toMatchObject({ ok: true });
    renameSync(join(project, "scripts"), join(project, "before"));
    link("../private", "scripts");
    expect(readInside(file, inside, 1000)).toEqual({ ok: false, why: "outside" });
  });

  test("leads nowhere, however often it is swapped", async () => {
    write({ "scripts/secret": "#!/bin/sh\nexec app\n", other: "" });
    link("../private", "away");
    const swap = `
      const { renameSync } = require("node:fs");
      const [a, b, c] = ["scripts", "away", "between"];
      for (;;) { renameSync(a, c); renameSync(b, a); renameSync(c, b); }`;
    const { spawn } = await import("node:child_process");
    const child = spawn(process.execPath, ["-e", swap], { cwd: project, stdio: "ignore" });
    const seen = new Set<string>();
    const until = performance.now() + 1500;
    while (performance.now() < until) {
      const result = diskTree(project).read("scripts/secret");
      seen.add(result.ok ? result.text : result.why);
    }
    child.kill("SIGKILL");
    expect([...seen].filter((text) => text.includes("hunter2"))).toEqual([]);
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe("what is no regular file", () => {
  test("a pipe or a device called Dockerfile does not hold it up", async () => {
    execFileSync("mkfifo", [
      join(project, "Dockerfile"),
      join(project, ".dockerignore"),
      join(project, ".siglint.yaml"),
    ]);
    mkdirSync(join(project, "a"));
    link("/dev/zero", "a/Dockerfile");
    expect((await runSiglint(project, ["Dockerfile"])).shown).toMatch(/neither a file nor a folder/);
    expect((await runSiglint(project, [])).code).toBe(2);
    await saysOf();
  });

  test.each([
    "compose.yaml",
    "docker-compose.override.yml",
    "k8s/deployment.yaml",
    "docker-bake.hcl",
    ".devcontainer/devcontainer.json",
    ".github/workflows/build.yml",
    "kustomization.yaml",
  ])("a pipe called %s, named and found", async (name) => {
    mkdirSync(join(project, name, ".."), { recursive: true });
    write({ "x/Dockerfile": starts("start.sh") });
    execFileSync("mkfifo", [join(project, name)]);
    expect((await runSiglint(project, [name])).code).toBe(2);
    await saysOf();
    await saysOf(name);
  });

  test("a pipe or a device for an archive, and one in the place of a part of it", async () => {
    write({ Dockerfile: "FROM corp/base\n", "layout/index.json": "{}", "layout/oci-layout": "{}" });
    execFileSync("mkfifo", [join(project, "image.tar"), join(project, "layout/manifest.json")]);
    link("/dev/zero", "zero.tar");
    for (const archive of ["image.tar", "zero.tar", "layout"]) {
      expect((await runSiglint(project, ["image", archive])).code).toBe(2);
      expect((await runSiglint(project, ["--base-image", `corp/base=${archive}`])).code).toBe(2);
    }
  });

  test("a pipe that takes the place of an archive when that is about to be read", async () => {
    write({ "image.tar": "x".repeat(5000) });
    const file = diskTree(project, ["image.tar"]).bytes("image.tar");
    rmSync(join(project, "image.tar"));
    execFileSync("mkfifo", [join(project, "image.tar")]);
    const read = async () => {
      for await (const _ of file?.pieces() ?? []) break;
    };
    await expect(read()).rejects.toThrow("no regular file");
  });

  test("a script that is one", async () => {
    write({ Dockerfile: starts("start.sh") });
    execFileSync("mkfifo", [join(project, "start.sh")]);
    expect((await runSiglint(project, ["--format", "unix"])).code).toBeLessThan(2);
  });

  test("what is too large is said to be", async () => {
    write({ Dockerfile: starts("start.sh"), "start.sh": `#!/bin/sh\n${"# long\n".repeat(400_000)}` });
    expect((await runSiglint(project, ["--format", "unix"])).out).toContain(
      "start.sh:1:1: warning: is larger than 2 MiB, more than siglint reads [problem]",
    );
    write({ "big/Dockerfile": `FROM debian:12\n${"# long\n".repeat(400_000)}` });
    expect((await runSiglint(project, ["big", "--format", "unix"])).out).toContain("is larger than 2 MiB");
  });

  test("a program is a program at any size", async () => {
    write({ Dockerfile: starts("start.sh"), "start.sh": "\u007fELF\0" });
    truncateSync(join(project, "start.sh"), 3_000_000_000);
    expect((await runSiglint(project, ["--format", "unix"])).out).toMatch(/is a binary file, not a script/);
  });
});
