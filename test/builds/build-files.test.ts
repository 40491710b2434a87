import { describe, expect, test } from "vitest";
import type { Build } from "../../src/builds/build.ts";
import { loadBuildReader } from "../../src/builds/build-files.ts";

async function read(file: string, text: string): Promise<readonly Build[]> {
  return (await loadBuildReader(file))?.(file, text) ?? [];
}

/** A build in one line, as somebody would type it. */
function shown({ dockerfile, context, stage, buildArgs, images }: Build): string {
  const args = [...buildArgs].map(([name, value]) => ` --build-arg ${name}=${value}`).join("");
  const tags = images.map((image) => ` -t ${image}`).join("");
  return `-f ${dockerfile}${stage === null ? "" : ` --target ${stage}`}${args}${tags} ${context}`;
}

async function builds(file: string, text: string): Promise<readonly string[]> {
  return (await read(file, text)).map(shown);
}

describe("bake", () => {
  const hcl = `
    variable "TAG" { default = "latest" }
    variable "OWNER" {}
    group "default" { targets = ["app", "db"] }
    target "base" {          # what all share
      context = "."
      args = { NODE = 20, "MODE" = "is-\${TAG}" }
    }
    target "app" {
      inherits   = ["base"]
      dockerfile = "docker/Dockerfile"
      target     = "prod"
      tags       = ["corp/app:\${TAG}", notequal("", OWNER) ? "x" : "", "\${OWNER}/app"]
      platforms  = [
        "linux/amd64", // and
        "linux/arm64"
      ]
    }
    function "double" { params = [a] result = a * 2 }
    target "db" { context = double("x") }
    target "remote" { context = "https://example.com/x.git" }
  `;

  test("HCL: inheritance, variables with defaults; what is computed is left out", async () => {
    expect(await builds("docker-bake.hcl", hcl)).toEqual([
      "-f Dockerfile --build-arg NODE=20 --build-arg MODE=is-latest .",
      "-f docker/Dockerfile --target prod --build-arg NODE=20 --build-arg MODE=is-latest -t corp/app:latest .",
    ]);
  });

  test("the place is the target's block", async () => {
    const [, app] = await read("docker-bake.hcl", hcl);
    expect(hcl.slice(app?.span.start, app?.span.end)).toMatch(/^target "app" \{.*\}$/s);
  });

  test("JSON, in a folder", async () => {
    const json = `{"variable": {"TAG": {"default": "1"}}, "target": {"app": {"context": "x", "tags": ["q:\${TAG}"]}}}`;
    expect(await builds("ci/docker-bake.json", json)).toEqual(["-f ci/x/Dockerfile -t q:1 ci/x"]);
  });

  test.each(["target", 'target "a', 'target "a" {', "}{][", 'target "a" { tags = [', "a = {{{{"])(
    "%j ends somewhere",
    async (text) => {
      expect((await read("docker-bake.hcl", text)).length).toBeLessThan(2);
    },
  );
});

test("skaffold: the Dockerfile's path starts at the artifact's context", async () => {
  const yaml = `
apiVersion: skaffold/v4beta6
kind: Config
build:
  artifacts:
    - image: app
      context: web
      docker: { dockerfile: docker/Dockerfile, target: prod, buildArgs: { A: "1" } }
    - image: java
      jib: {}
---
build:
  artifacts:
    - image: plain
`;
  expect(await builds("deploy/skaffold.yaml", yaml)).toEqual([
    "-f deploy/web/docker/Dockerfile --target prod --build-arg A=1 -t app deploy/web",
    "-f deploy/Dockerfile -t plain deploy",
  ]);
});

test("devcontainer.json: JSON with comments, both paths start at its folder", async () => {
  const json = `{
    // for everybody
    "name": "x // y",
    "build": { "dockerfile": "../Dockerfile", "context": "..", "target": "dev", /* none */ "args": { "A": "b" }, },
  }`;
  expect(await builds(".devcontainer/devcontainer.json", json)).toEqual([
    "-f Dockerfile --target dev --build-arg A=b .",
  ]);
  expect(await builds(".devcontainer.json", `{ "image": "debian" }`)).toEqual([]);
});

test("a workflow: paths start at the repository's root, expressions are not guessed", async () => {
  const yaml = `
on: push
jobs:
  build:
    steps:
      - uses: actions/checkout@v4
      - uses: docker/build-push-action@v6
        with:
          context: ./web
          file: ./docker/web.Dockerfile
          target: prod
          tags: |
            corp/web:1
            corp/web:\${{ github.sha }}
          build-args: |
            A=b=c
      - uses: docker/build-push-action@v6
        with: { context: "\${{ matrix.dir }}" }
      - uses: docker/build-push-action@v6
`;
  expect(await builds("sub/.github/workflows/ci.yml", yaml)).toEqual([
    "-f sub/docker/web.Dockerfile --target prod --build-arg A=b=c -t corp/web:1 sub/web",
    "-f sub/Dockerfile sub",
  ]);
});

test.each(["README.md", "values.yaml", "docker-bake.txt", "workflows/x.yml"])(
  "%s describes none",
  async (file) => {
    expect(await loadBuildReader(file)).toBe(null);
  },
);
