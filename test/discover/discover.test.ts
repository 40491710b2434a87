import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MemoryFile, memoryTree } from "../../src/context/memory-tree.ts";
import { overlayTree } from "../../src/context/overlay-tree.ts";
import { discover } from "../../src/discover/discover.ts";

/** What is discovered, short: the file, and the scripts that it must start. */
function discovered(
  args: readonly string[],
  files: Record<string, MemoryFile>,
  cwd?: string,
): readonly string[] {
  return discover(args, memoryTree(files, cwd)).targets.map(
    ({ file, onlyIfItStarts }) => file + (onlyIfItStarts === null ? "" : ` if ${onlyIfItStarts.join(", ")}`),
  );
}

function messages(args: readonly string[], files: Record<string, MemoryFile>): readonly string[] {
  return discover(args, memoryTree(files)).problems.map(({ file, message }) => `${file}: ${message}`);
}

const all = (paths: readonly string[], text = "FROM scratch\n") =>
  Object.fromEntries(paths.map((path) => [path, text]));

describe("names below a folder", () => {
  it("finds Dockerfiles by their names, at any depth", () => {
    const files = [
      "Containerfile",
      "Containerfile-dev",
      "Containerfile.prod",
      "DOCKERFILE",
      "Dockerfile",
      "Dockerfile.1.20-alpine",
      "Dockerfile.dev",
      "a/b/c/dockerfile",
      "a/web.Dockerfile",
      "a/web.dockerfile",
      "build/Dockerfile",
    ];
    expect(discovered([], all(files))).toEqual(files);
  });

  it("passes over what is made from, for or beside a Dockerfile", () => {
    const passed = [
      ...["Dockerfile.dockerignore", "Dockerfile~", "Dockerfile.dev~", "Containerfile~", ".Dockerfile.swp"],
      ...["Dockerfile.swp", "Dockerfile.orig", "Dockerfile.j2", "Dockerfile.dev.tmpl", "Dockerfile.template"],
      ...["Dockerfile.erb", "Dockerfile.md", "dockerfile.json", "Dockerfile.txt", "Containerfile.in"],
      ...["start.sh", "Makefile", "Dockerfiles", "MyDockerfile", "#Dockerfile#"],
    ];
    expect(discovered([], all(["Dockerfile", ...passed]))).toEqual(["Dockerfile"]);
  });

  it("looks into program text that has the name of a Dockerfile", () => {
    const files = {
      "Dockerfile.go": "# the Go variant\nFROM golang AS build\n",
      "a/dockerfile.go": "package dockerfile\n",
      "a/dockerfile.py": "from os import path\n",
      "a/Dockerfile.sh": "#!/bin/sh\necho FROM scratch\n",
    };
    expect(discovered([], files)).toEqual(["Dockerfile.go"]);
  });

  it("leaves vendored folders out, unless they are where one looks", () => {
    const files = all([
      "Dockerfile",
      "node_modules/x/Dockerfile",
      "a/vendor/x/Dockerfile",
      ".git/x/Dockerfile",
    ]);
    expect(discovered([], files)).toEqual(["Dockerfile"]);
    expect(discovered(["a/vendor"], files)).toEqual(["a/vendor/x/Dockerfile"]);
    expect(discovered(["node_modules/x/Dockerfile"], files)).toEqual(["node_modules/x/Dockerfile"]);
  });

  it("does not follow links to folders, and takes a linked file once", () => {
    const files = {
      ...all(["a/Dockerfile.prod", "conf/app.docker"]),
      "a/Dockerfile": { link: "Dockerfile.prod" },
      "b/Dockerfile": { link: "../conf/app.docker" },
      "c/Dockerfile": { link: "../conf/app.docker" },
      "d/Dockerfile": { link: "nowhere" },
      "e/Dockerfile": { link: "../conf" },
      loop: { link: "." },
    };
    expect(discovered([], files)).toEqual(["a/Dockerfile.prod", "b/Dockerfile"]);
    expect(discovered(["loop", "a/Dockerfile"], files)).toContain("a/Dockerfile");
  });
});

describe("git-ignored files", () => {
  const cases: readonly [why: string, files: Record<string, string>, found: readonly string[]][] = [
    [
      "a folder",
      { ".gitignore": "build/\n", "build/Dockerfile": "", "a/build/Dockerfile": "", Dockerfile: "" },
      ["Dockerfile"],
    ],
    [
      "a file, anchored",
      { ".gitignore": "/Dockerfile\n", Dockerfile: "", "a/Dockerfile": "" },
      ["a/Dockerfile"],
    ],
    [
      "a file of a nested .gitignore",
      { "a/.gitignore": "*.dev", "a/b/Dockerfile.dev": "", "Dockerfile.dev": "" },
      ["Dockerfile.dev"],
    ],
    [
      "a nested .gitignore takes back",
      { ".gitignore": "*.dev", "a/.gitignore": "!*.dev", "a/Dockerfile.dev": "", "Dockerfile.dev": "" },
      ["a/Dockerfile.dev"],
    ],
    [
      "nothing comes back below an ignored folder",
      { ".gitignore": "a/\n!a/Dockerfile", "a/Dockerfile": "", Dockerfile: "" },
      ["Dockerfile"],
    ],
    ["upper and lower case differ", { ".gitignore": "dockerfile", Dockerfile: "" }, ["Dockerfile"]],
    [
      "a byte order mark and CRLF",
      { ".gitignore": "\uFEFFa\r\nb\r\n", "a/Dockerfile": "", "b/Dockerfile": "", Dockerfile: "" },
      ["Dockerfile"],
    ],
    [
      "a repository inside has its own rules",
      { ".gitignore": "*.dev", "sub/.git": "", "sub/Dockerfile.dev": "", "Dockerfile.dev": "" },
      ["sub/Dockerfile.dev"],
    ],
  ];
  it.each(cases)("%s", (_, files, found) => {
    expect(discovered([], files)).toEqual(found);
  });

  const parent = {
    "../../.git/HEAD": "",
    "../../.gitignore": "/services/api/gen\nout",
    "../.gitignore": "*.dev",
    "../../../.gitignore": "*",
    ...all(["Dockerfile", "Dockerfile.dev", "gen/Dockerfile", "out/a/Dockerfile"]),
  };
  const cwd = "/home/repo/services/api";
  it("heeds the folders above, up to the repository's root", () => {
    expect(discovered([], parent, cwd)).toEqual(["Dockerfile"]);
    expect(discovered(["../.."], parent, cwd)).toEqual(["Dockerfile"]);
  });

  it("takes an ignored folder or file that is named", () => {
    expect(discovered(["gen", "out", "Dockerfile.dev"], parent, cwd)).toEqual([
      "Dockerfile.dev",
      "gen/Dockerfile",
      "out/a/Dockerfile",
    ]);
  });

  it("never throws, whatever the file says", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab/*?[]!^-\\ \n#.{}()$+|") }), (text) => {
        discovered([], { ".gitignore": text, "a/b/Dockerfile": "", "a/.gitignore": text });
      }),
      { numRuns: 500 },
    );
  });
});

describe("named files", () => {
  const cases: readonly [why: string, name: string, text: string, found: readonly string[]][] = [
    ["a Dockerfile by name, whatever is in it", "Dockerfile-dev", "", ["x/Dockerfile-dev"]],
    ["a template", "Dockerfile.j2", "{% if a %}", ["x/Dockerfile.j2"]],
    ["FROM first", "app.docker", "\n  from --platform=linux/amd64 debian:12 AS x\n", ["x/app.docker"]],
    ["a comment first", "app", "# about\n\n# more\nFROM x\n", ["x/app"]],
    ["ARG first", "app", "ARG VERSION=1\nFROM x:$VERSION\n", ["x/app"]],
    ["a byte order mark and a parser directive", "app", "\uFEFF# syntax=docker/dockerfile:1\r\n", ["x/app"]],
    ["an escape directive", "app", "# escape=`\nRUN x", ["x/app"]],
    ["a script by its ending, whatever is in it", "start.sh", "FROM x", ["Dockerfile if x/start.sh"]],
    ["a script by its first line", "start", "#!/usr/bin/env bash\nFROM x", ["Dockerfile if x/start"]],
    ["a script by not being a Dockerfile", "start", "set -e\nexec app\n", ["Dockerfile if x/start"]],
    ["an empty file", "start", "", ["Dockerfile if x/start"]],
    ["another language's from", "app.py", "from os import path\n", ["Dockerfile if x/app.py"]],
  ];
  it.each(cases)("%s", (_, name, text, found) => {
    expect(discovered([`x/${name}`], { Dockerfile: "FROM x", [`x/${name}`]: text })).toEqual(found);
  });

  it("spells each file in one way and takes it once", () => {
    const files = all(["Dockerfile", "a/Dockerfile"]);
    const args = ["./Dockerfile", "a/../Dockerfile", "../project/Dockerfile", "/project/Dockerfile", "a/"];
    expect(discovered(args, files)).toEqual(["Dockerfile", "a/Dockerfile"]);
  });

  it("takes standard input under the name it is given", () => {
    const tree = overlayTree(memoryTree({}), { "api/x": "FROM scratch" });
    expect(discover(["api/x"], tree).targets.map((target) => target.file)).toEqual(["api/x"]);
  });
});

describe("named scripts", () => {
  const files = {
    "../.git/HEAD": "",
    "../Dockerfile": "",
    "../other/Dockerfile": "",
    Dockerfile: "",
    "b.sh": "",
    "a.sh": "",
    "sub/.git": "",
    "sub/start.sh": "",
    "sub/Dockerfile": "",
    "vendor/x/Dockerfile": "",
  };
  it("bring in the Dockerfiles of their repository", () => {
    expect(discovered(["b.sh", "a.sh"], files)).toEqual([
      "../Dockerfile if a.sh, b.sh",
      "../other/Dockerfile if a.sh, b.sh",
      "Dockerfile if a.sh, b.sh",
      "sub/Dockerfile if a.sh, b.sh",
    ]);
    expect(discovered(["sub/start.sh"], files)).toEqual(["sub/Dockerfile if sub/start.sh"]);
  });

  it("do not bind a Dockerfile that is named or found by itself", () => {
    expect(discovered(["sub/start.sh", "sub/Dockerfile"], files)).toEqual(["sub/Dockerfile"]);
    expect(discovered(["sub/start.sh", "sub"], files)).toEqual(["sub/Dockerfile"]);
  });

  it("without a repository bring in what lies below the working directory, or beside them", () => {
    const plain = all(["a/start.sh", "Dockerfile", "../x/start.sh", "../x/Dockerfile", "../Dockerfile"]);
    expect(discovered(["a/start.sh"], plain)).toEqual(["Dockerfile if a/start.sh"]);
    expect(discovered(["../x/start.sh"], plain)).toEqual(["../x/Dockerfile if ../x/start.sh"]);
  });

  it("are no problem where no Dockerfile is around: a hook is handed any script", () => {
    const result = discover(["./start.sh"], memoryTree({ "start.sh": "" }));
    expect(result).toEqual({ targets: [], problems: [], scripts: ["start.sh"] });
  });
});

describe("what cannot be taken is said, with the next step", () => {
  const files = { "a/x": "", program: "\u007fELF\0", dangling: { link: "gone" }, Dockerfile: "" };
  it.each([
    [
      ["gone"],
      "gone: no such file or folder: check the spelling; paths are relative to the current directory",
    ],
    [["dangling"], "dangling: a symbolic link to gone, which leads nowhere: mend the link or leave it out"],
    [["program"], "program: not a text file: name the Dockerfile or the script that starts it"],
    [[""], ".: one of the paths is empty: check the variable it comes from, or leave it out"],
    [
      ["a"],
      expect.stringMatching(
        /^a: nothing that starts a container here or below: looked for Dockerfile, .*; name a file/,
      ),
    ],
  ])("%j", (args, message) => {
    expect(messages([...args, ...args, "Dockerfile"], files)).toEqual([message]);
  });

  it("nothing at all", () => {
    expect(messages([], { "a/x": "", "Dockerfile.j2": "" })).toEqual([
      ".: nothing that starts a container here or below: looked for Dockerfile, Dockerfile.*, *.Dockerfile, Containerfile*, " +
        "compose files and Kubernetes manifests, outside git-ignored and vendored folders, templates left out; name a file to have it read whatever it is called and wherever it is",
    ]);
  });
});
