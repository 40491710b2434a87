// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Dockerfiles
import { describe, expect, test } from "vitest";
import type { BuildStep } from "../../src/start/build-step.ts";
import { canonicalSignal } from "../../src/start/stop-signal.ts";
import { startOf } from "./resolved.ts";

const known = (text: string) => ({ kind: "known", text });

describe("STOPSIGNAL", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["SIGQUIT", "SIGQUIT"],
    ["quit", "SIGQUIT"],
    ["3", "SIGQUIT"],
    ["SIGWINCH", "SIGWINCH"],
    ["IOT", "SIGABRT"],
    ["RTMIN+3", "SIGRTMIN+3"],
    ["37", "SIGRTMIN+3"],
    ["34", "SIGRTMIN"],
    ["SIGRTMAX-1", "SIGRTMAX-1"],
    ["64", "SIGRTMAX"],
    ["0", "0"],
    ["NONSENSE", "NONSENSE"],
  ];
  test.each(cases)("%s is %s", (written, name) => {
    expect(canonicalSignal(written)).toBe(name);
  });

  test("the last one of the chain, else the base's, else SIGTERM", () => {
    expect(startOf(["FROM debian"]).image.stopSignal).toEqual({
      signal: "SIGTERM",
      origin: { kind: "docker" },
    });
    expect(startOf(["FROM php:8-fpm"]).image.stopSignal).toEqual({
      signal: "SIGQUIT",
      origin: { kind: "image", image: "php:8-fpm" },
    });
    const here = startOf(["FROM php:8-fpm", "STOPSIGNAL 15"]).image.stopSignal;
    expect(here).toMatchObject({ signal: "SIGTERM", origin: { kind: "file" } });
    expect(startOf(["FROM debian", "ARG S=INT", "STOPSIGNAL SIG$S"]).image.stopSignal.signal).toBe("SIGINT");
  });
});

describe("WORKDIR and USER", () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["FROM debian"], "/"],
    [["FROM golang"], "/go"],
    [["FROM debian", "WORKDIR /a", "WORKDIR b/"], "/a/b"],
    [["FROM debian", "WORKDIR app"], "/app"],
    [["FROM debian", "WORKDIR /a/b", "WORKDIR .."], "/a"],
    [["FROM debian", "ENV HOME_DIR=/srv", "WORKDIR $HOME_DIR/app"], "/srv/app"],
    [["FROM registry.corp/a/b", "WORKDIR /app"], "/app"],
    [["FROM debian AS a", "WORKDIR /x", "FROM a", "WORKDIR y"], "/x/y"],
  ];
  test.each(cases)("%j ends in %s", (lines, workdir) => {
    expect(startOf(lines).image.workdir).toEqual(known(workdir));
  });

  test("an unknown base leaves both unknown, with the reason", () => {
    const { image } = startOf(["FROM registry.corp/a/b", "WORKDIR app"]);
    expect(image.workdir).toEqual({ kind: "unknown", reason: "registry.corp/a/b may set WORKDIR" });
    expect(image.user).toEqual({ kind: "unknown", reason: "registry.corp/a/b may set USER" });
  });

  test("the user is root where nothing sets one", () => {
    expect(startOf(["FROM debian"]).image.user).toEqual(known("root"));
    expect(startOf(["FROM haproxy"]).image.user).toEqual(known("haproxy"));
    expect(startOf(["FROM haproxy", "USER 1000:1000"]).image.user).toEqual(known("1000:1000"));
  });
});

describe("ARG and ENV", () => {
  /** The value of X for the instructions at the end of the Dockerfile. */
  function valueAtEnd(lines: readonly string[], buildArgs: Readonly<Record<string, string>> = {}) {
    const { image } = startOf([...lines, "USER ${X}"], { buildArgs: new Map(Object.entries(buildArgs)) });
    return image.user;
  }
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ["a default", ["FROM debian", "ARG X=a"], "a"],
    ["ENV over an ARG above it", ["FROM debian", "ARG X=a", "ENV X=b"], "b"],
    ["an ARG above FROM is not seen", ["ARG X=a", "FROM debian"], ""],
    ["an ARG above FROM, declared again", ["ARG X=a", "FROM debian", "ARG X"], "a"],
    ["the stage's own default wins", ["ARG X=a", "FROM debian", "ARG X=b"], "b"],
    ["an ARG without a value keeps the ENV", ["FROM debian", "ENV X=a", "ARG X"], "a"],
    ["stages inherit ENV", ["FROM debian AS a", "ENV X=a", "FROM a"], "a"],
    ["stages inherit ARG from the stage they are built on", ["FROM debian AS a", "ARG X=a", "FROM a"], "a"],
    ["stages share no ARG otherwise", ["FROM debian AS a", "ARG X=a", "FROM debian"], ""],
    ["ENV expands with what stood before the line", ["FROM debian", "ENV Y=a", "ENV Y=b X=$Y"], "a"],
    ["ARG expands with what stood before the word", ["FROM debian", "ARG Y=a X=$Y"], "a"],
    ["a default in the word", ["FROM debian", "ARG Y", "ENV X=${Y:-a}"], "a"],
  ];
  test.each(cases)("%s", (_, lines, value) => {
    expect(valueAtEnd(lines)).toEqual(known(value));
  });

  test("--build-arg wins over defaults, where the argument is declared", () => {
    expect(valueAtEnd(["FROM debian", "ARG X=a"], { X: "b" })).toEqual(known("b"));
    expect(valueAtEnd(["FROM debian", "ARG X"], { X: "b" })).toEqual(known("b"));
    expect(valueAtEnd(["FROM debian"], { X: "b" })).toEqual(known(""));
  });

  test("what only the build knows is unknown, with the reason", () => {
    expect(valueAtEnd(["FROM debian", "ARG X"])).toEqual({
      kind: "unknown",
      reason: "the build argument X has no default and is given no value",
    });
    expect(valueAtEnd(["FROM debian", "ARG TARGETARCH", "ENV X=$TARGETARCH"])).toMatchObject({
      kind: "unknown",
    });
    expect(valueAtEnd(["FROM node:20"])).toEqual({ kind: "unknown", reason: "node:20 may set X" });
  });

  test("containers get ENV, not ARG, and PATH from the base", () => {
    const { env } = startOf(["FROM golang", "ARG A=1", "ENV B=2", "ENV PATH=/x:$PATH"]).image;
    expect(env.has("A")).toBe(false);
    expect(env.get("B")).toEqual(known("2"));
    expect(env.get("PATH")).toEqual(
      known("/x:/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
    );
  });

  test("FROM sees the ARGs above the first FROM", () => {
    const image = (lines: readonly string[], buildArgs: Readonly<Record<string, string>> = {}) =>
      startOf(lines, { buildArgs: new Map(Object.entries(buildArgs)) }).image.base.image;
    expect(image(["ARG V=12", "FROM debian:${V}"])).toBe("debian:12");
    expect(image(["ARG V=12", "FROM debian:${V}"], { V: "11" })).toBe("debian:11");
    expect(image(["ARG IMAGE=debian", "ARG V=12", "ARG BASE=$IMAGE:$V", "FROM $BASE"])).toBe("debian:12");
    expect(image(["ARG V", "FROM debian:${V:-12}"])).toBe("debian:12");
    expect(image(["ARG BASE=one", "FROM alpine AS one", "FROM ${BASE}"])).toBe("alpine");
  });

  test("FROM an argument without a value stays as written, and says why it is unknown", () => {
    const { base } = startOf(["ARG BASE", "FROM ${BASE}"]).image;
    expect(base.image).toBe("${BASE}");
    expect(base.sh).toEqual({
      kind: "unknown",
      because: "the build argument BASE has no default and is given no value",
    });
  });
});

describe("steps", () => {
  function stepsOf(lines: readonly string[]): readonly BuildStep[] {
    return startOf(lines).image.steps;
  }

  test("paths are expanded and absolute, and folders keep their slash", () => {
    const destinations = stepsOf([
      "FROM debian",
      "ARG NAME=run.sh",
      "WORKDIR /app",
      "COPY $NAME .",
      "COPY a b ./bin/",
      "ADD --chmod=0755 start.sh start",
      "COPY x ../y",
      "COPY z /",
    ]).map((step) =>
      step.kind === "run" || step.kind === "workdir"
        ? step.kind
        : [step.sources, step.destination, step.chmod],
    );
    expect(destinations).toEqual([
      "workdir",
      [[known("run.sh")], known("/app/"), null],
      [[known("a"), known("b")], known("/app/bin/"), null],
      [[known("start.sh")], known("/app/start"), known("0755")],
      [[known("x")], known("/y"), null],
      [[known("z")], known("/"), null],
    ]);
  });

  test("a chain of stages gives all its steps, the oldest first", () => {
    const lines = [
      "FROM debian AS a",
      "RUN one",
      "FROM alpine AS b",
      "RUN other",
      "FROM a",
      "WORKDIR /x",
      "RUN two",
    ];
    const steps = stepsOf(lines);
    const texts = steps.map((step) =>
      step.kind === "run" && step.command.form === "shell" ? step.command.text.text : step.kind,
    );
    expect(texts).toEqual(["one", "workdir", "two"]);
  });

  test("RUN knows its folder and its variables, ARG among them", () => {
    const [, step] = stepsOf(["FROM debian", "WORKDIR /app", "ARG A=1", "ENV B=2"].concat("RUN make"));
    if (step?.kind !== "run") throw new Error("no RUN");
    expect(step.workdir).toEqual(known("/app"));
    expect([step.env.get("A"), step.env.get("B")]).toEqual([known("1"), known("2")]);
  });

  test("COPY --from takes a stage by name or number, else an image", () => {
    const from = (name: string) => {
      const step = stepsOf([
        "FROM debian AS Tools",
        "COPY t /t",
        "FROM alpine",
        `COPY --from=${name} /a /b`,
      ])[0];
      return step?.kind === "copy" ? step.from : null;
    };
    for (const name of ["tools", "TOOLS", "0"]) {
      const source = from(name);
      expect(source?.kind === "stage" ? source.image.steps.length : null).toBe(1);
    }
    expect(from("busybox:1.36")).toEqual({ kind: "image", name: "busybox:1.36" });
    expect(from("7")).toEqual({ kind: "unknown", reason: "there is no stage 7 above it" });
    expect(from("$TOOLS")).toMatchObject({ kind: "unknown" });
  });

  test("heredocs are filled in unless their delimiter is quoted", () => {
    const bodyOf = (delimiter: string) => {
      const lines = ["FROM debian", "ENV APP=web", `COPY <<${delimiter} /run.sh`, "exec $APP", "EOF"];
      const step = stepsOf(lines)[0];
      return step?.kind === "copy" ? step.heredocs[0]?.body.text : null;
    };
    expect(bodyOf("EOF")).toBe("exec web\n");
    expect(bodyOf('"EOF"')).toBe("exec $APP\n");
  });
});
