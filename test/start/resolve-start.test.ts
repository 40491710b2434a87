import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../src/dockerfile/parse.ts";
import { resolveStart } from "../../src/start/resolve-start.ts";
import { argvOf, startOf } from "./resolved.ts";

const SH = ["/bin/sh", "-c"];
const BASH = ["/bin/bash", "-o", "pipefail", "-c"];
const BASH_SHELL = `SHELL ["/bin/bash", "-o", "pipefail", "-c"]`;

describe("ENTRYPOINT and CMD are merged as Docker merges them", () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[] | null])[] = [
    ["exec CMD alone", ["FROM scratch", 'CMD ["app", "-v"]'], ["app", "-v"]],
    ["shell CMD alone", ["FROM debian", "CMD app -v"], [...SH, "app -v"]],
    ["exec ENTRYPOINT alone", ["FROM debian", 'ENTRYPOINT ["app"]'], ["app"]],
    ["shell ENTRYPOINT alone", ["FROM debian", "ENTRYPOINT app"], [...SH, "app"]],
    ["exec and exec", ["FROM debian", 'ENTRYPOINT ["app"]', 'CMD ["-v"]'], ["app", "-v"]],
    ["exec and shell", ["FROM debian", 'ENTRYPOINT ["sh", "-c"]', "CMD app"], ["sh", "-c", ...SH, "app"]],
    [
      "shell and exec: CMD becomes $0 of the string",
      ["FROM debian", "ENTRYPOINT app", 'CMD ["-v"]'],
      [...SH, "app", "-v"],
    ],
    ["shell and shell", ["FROM debian", "ENTRYPOINT a", "CMD b"], [...SH, "a", ...SH, "b"]],
    ["CMD above ENTRYPOINT is kept", ["FROM debian", 'CMD ["-v"]', 'ENTRYPOINT ["app"]'], ["app", "-v"]],
    ["the last CMD wins", ["FROM debian", "CMD a", 'CMD ["b"]'], ["b"]],
    ["the last ENTRYPOINT wins", ["FROM debian", "ENTRYPOINT a", 'ENTRYPOINT ["b"]'], ["b"]],
    ["HEALTHCHECK's CMD is none", ["FROM scratch", 'CMD ["a"]', "HEALTHCHECK CMD curl x"], ["a"]],
    ["the base's CMD", ["FROM debian:12"], ["bash"]],
    [
      "the base's ENTRYPOINT before this CMD",
      ["FROM node:20", 'CMD ["x.js"]'],
      ["docker-entrypoint.sh", "x.js"],
    ],
    ["ENTRYPOINT drops the base's CMD", ["FROM redis:7", 'ENTRYPOINT ["app"]'], ["app"]],
    ["ENTRYPOINT [] drops the base's", ["FROM redis:7", "ENTRYPOINT []", 'CMD ["app"]'], ["app"]],
    ["CMD [] drops the base's", ["FROM redis:7", "CMD []"], ["docker-entrypoint.sh"]],
    ["ENTRYPOINT [] alone leaves nothing", ["FROM nginx", "ENTRYPOINT []"], null],
    ["broken JSON is shell form", ["FROM debian", "CMD ['app']"], [...SH, "['app']"]],
  ];
  test.each(cases)("%s", (_, lines, argv) => {
    expect(argvOf(lines)).toEqual(argv);
  });
});

describe("SHELL stands in front of shell form", () => {
  test("only of what comes below it", () => {
    const lines = ["FROM debian", "CMD app", BASH_SHELL];
    expect(argvOf(lines)).toEqual([...SH, "app"]);
    expect(argvOf([...lines, "CMD app"])).toEqual([...BASH, "app"]);
  });

  test("stages inherit it", () => {
    expect(argvOf(["FROM debian AS a", BASH_SHELL, "FROM a", "CMD app"])).toEqual([...BASH, "app"]);
  });

  test("so does an image that sets one", () => {
    expect(argvOf(["FROM jupyter/base-notebook", "ENTRYPOINT app"])).toEqual([...BASH, "app"]);
  });

  test("its words know where they stand, Docker's default ones that they are Docker's", () => {
    const lines = ["FROM debian", BASH_SHELL, "CMD app"];
    const word = startOf(lines).command?.argv[0];
    const text = lines.join("\n");
    expect(word?.origin).toEqual({
      kind: "file",
      span: { file: "Dockerfile", start: text.indexOf('"/bin/bash"'), end: text.indexOf(', "-o"') },
    });
    expect(startOf(["FROM debian", "CMD app"]).command?.argv[0]?.origin).toEqual({ kind: "docker" });
  });
});

describe("stages", () => {
  const builder = [
    "FROM debian AS builder",
    'ENTRYPOINT ["build"]',
    'CMD ["all"]',
    "STOPSIGNAL INT",
    "USER app",
  ];

  test("the last one counts", () => {
    expect(argvOf([...builder, "FROM alpine", "CMD b"])).toEqual([...SH, "b"]);
  });

  test("--target takes another, by name in any case or by number", () => {
    const lines = [...builder, "FROM alpine", "CMD b"];
    expect(argvOf(lines, { target: "Builder" })).toEqual(["build", "all"]);
    expect(argvOf(lines, { target: "0" })).toEqual(["build", "all"]);
  });

  test("FROM a stage inherits all that it set", () => {
    const { image } = startOf([...builder, "FROM builder"]);
    expect(argvOf([...builder, "FROM builder"])).toEqual(["build", "all"]);
    expect(image.stopSignal.signal).toBe("SIGINT");
    expect(image.user).toEqual({ kind: "known", text: "app" });
    expect(image.base.image).toBe("debian");
  });

  test("ENTRYPOINT drops a CMD that the stage before set", () => {
    expect(argvOf([...builder, "FROM builder", 'ENTRYPOINT ["run"]'])).toEqual(["run"]);
  });

  test("a stage with the name of an image hides the image, but not from itself", () => {
    expect(argvOf(["FROM redis AS redis", "FROM redis", 'CMD ["x"]'])).toEqual(["docker-entrypoint.sh", "x"]);
    expect(argvOf(["FROM debian AS redis", "FROM redis", 'CMD ["x"]'])).toEqual(["x"]);
  });

  test("ONBUILD fires in the stage built from it, before its own instructions, and only there", () => {
    const parent = [
      "FROM debian AS parent",
      'ONBUILD ENTRYPOINT ["fired"]',
      'ONBUILD CMD ["1"]',
      'CMD ["own"]',
    ];
    expect(argvOf(parent)).toEqual(["own"]);
    expect(argvOf([...parent, "FROM parent AS child"])).toEqual(["fired", "1"]);
    expect(argvOf([...parent, "FROM parent AS child", 'CMD ["2"]'])).toEqual(["fired", "2"]);
    const grandchild = [...parent, "FROM parent AS child", 'ENTRYPOINT ["mine"]', "FROM child"];
    expect(argvOf(grandchild)).toEqual(["mine", "1"]);
  });

  test("an unknown target names the stages there are", () => {
    const dockerfile = parseDockerfile("Dockerfile", "FROM debian AS builder\nFROM alpine\n");
    const result = resolveStart(dockerfile, { target: "prod" });
    expect(result.ok ? null : result.problem.message).toBe(
      'there is no stage "prod" to take as the target; the stages are builder, 1',
    );
  });

  test("a file without a stage is a problem", () => {
    const result = resolveStart(parseDockerfile("Dockerfile", "# nothing\n"), {});
    expect(result.ok ? null : result.problem.message).toContain("FROM");
  });

  test("--base replaces the image at the root of the chain and keeps the stages", () => {
    const { image, command } = startOf([...builder, "FROM builder"], { base: "alpine:3.20" });
    expect(image.base.sh).toMatchObject({ kind: "known", shell: "ash" });
    expect(command?.argv.map((word) => word.text)).toEqual(["build", "all"]);
  });
});

describe("where PID 1 is set", () => {
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ["at the ENTRYPOINT", ["FROM redis", 'CMD ["x"]', 'ENTRYPOINT ["a"]'], 'ENTRYPOINT ["a"]'],
    ["else at the CMD", ["FROM redis", 'CMD ["x"]'], 'CMD ["x"]'],
    ["else at the FROM of the image", ["FROM redis AS a", "FROM a"], "FROM redis AS a"],
  ];
  test.each(cases)("%s", (_, lines, place) => {
    const { start, end } = startOf(lines).place;
    expect(lines.join("\n").slice(start, end)).toBe(place);
  });
});

describe("what is assumed is said", () => {
  test("an unknown base with a CMD is taken to set no ENTRYPOINT", () => {
    const start = startOf(["FROM registry.corp/team/base:1", 'CMD ["./run.sh"]']);
    expect(start.command?.argv.map((word) => word.text)).toEqual(["./run.sh"]);
    expect(start.assumes).toEqual(["registry.corp/team/base:1 is taken to set no ENTRYPOINT"]);
    expect(start.commandAssumed).toBe(true);
  });

  test("an ENTRYPOINT, even an empty one, needs nothing from the base", () => {
    for (const entrypoint of ['ENTRYPOINT ["a"]', "ENTRYPOINT []"]) {
      const start = startOf(["FROM registry.corp/team/base:1", entrypoint, 'CMD ["b"]']);
      expect(start.assumes).toEqual([]);
      expect(start.commandAssumed).toBe(false);
    }
  });

  test("nothing set on an unknown base", () => {
    const start = startOf(["FROM registry.corp/team/base:1", "RUN true"]);
    expect(start.command).toBeNull();
    expect(start.assumes).toEqual([
      "what registry.corp/team/base:1 starts is not known, and this Dockerfile sets neither ENTRYPOINT nor CMD",
    ]);
  });

  test("nothing set on scratch", () => {
    const start = startOf(["FROM scratch", "COPY a /a"]);
    expect(start.command).toBeNull();
    expect(start.assumes).toEqual(["nothing is started: there is neither ENTRYPOINT nor CMD"]);
  });

  test("a company registry is taken to mirror Docker Hub", () => {
    const start = startOf(["FROM registry.corp/dockerhub/library/node:20", 'CMD ["node", "x"]']);
    expect(start.assumes).toEqual([
      "registry.corp/dockerhub/library/node:20 is taken to be Docker Hub's node",
    ]);
    expect(start.commandAssumed).toBe(true);
  });
});
