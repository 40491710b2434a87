import { describe, expect, test } from "vitest";
import { conductLine } from "./conduct-line.ts";

const scripts = (start: string, rest: object = {}): string => JSON.stringify({ scripts: { start }, ...rest });

const files = {
  "/app/package.json": scripts("root", { workspaces: ["packages/**", "!packages/old", "tools/*/"] }),
  "/app/pnpm-workspace.yaml":
    "packages:\n  # ours\n  - 'packages/*'\n  - '!packages/old'\n- \"tools/*\" # theirs\nother: 1\n",
  "/app/packages/web/package.json": scripts("web-server", { name: "@shop/web" }),
  "/app/packages/api/package.json": scripts("api-server", { name: "api", dependencies: { lib: "1" } }),
  "/app/packages/lib/package.json": scripts("lib-server", { name: "lib" }),
  "/app/packages/old/package.json": scripts("old-server", { name: "old" }),
  "/app/tools/lint/package.json": scripts("lint-server", { name: "lint" }),
};

const NOBODY = "unknown: which package of the workspace is meant cannot be told from the files";

describe("a package of a workspace", () => {
  test.each([
    ["npm start -w api", "forwards > /bin/sh -c {api-server} in /app/packages/api"],
    ["npm start -w packages/web", "forwards > /bin/sh -c {web-server} in /app/packages/web"],
    ["npm run start --workspace=@shop/web", "forwards > /bin/sh -c {web-server} in /app/packages/web"],
    ["npm -w tools start", "forwards > /bin/sh -c {lint-server} in /app/tools/lint"],
    ["npm start -w packages", NOBODY],
    ["npm start -w web", NOBODY],
    ["npm start -w old", NOBODY],
    ["npm start -w api -w lib", NOBODY],
    ["npm start -ws", NOBODY],
    ["npm exec -w api -- serve", "forwards > /bin/sh -c {serve} in /app/packages/api"],
    ["pnpm --filter web start", "forwards > /bin/sh -c {web-server} in /app/packages/web"],
    ["pnpm --filter @shop/* start", "forwards > /bin/sh -c {web-server} in /app/packages/web"],
    ["pnpm -F ./tools/lint start", "forwards > /bin/sh -c {lint-server} in /app/tools/lint"],
    ["pnpm --filter {tools/lint} start", "forwards > /bin/sh -c {lint-server} in /app/tools/lint"],
    ["pnpm --filter api... start", NOBODY],
    ["pnpm --filter api --filter lib start", NOBODY],
    ["pnpm --filter old start", NOBODY],
    ["pnpm --filter lint exec serve", "forwards > serve in /app/tools/lint"],
    ["yarn workspace api start", "forwards-and-leaves > /bin/sh -c {api-server} in /app/packages/api"],
    ["yarn workspace api add x", "brief, either"],
    ["yarn workspace web start", NOBODY],
    ["yarn workspaces run start", NOBODY],
    ["bun --filter lint start", "default > bash -c {lint-server} in /app/tools/lint"],
  ])("%s", (line, conduct) => {
    expect(conductLine(line, { files })).toBe(conduct);
  });

  test("several run at once", () => {
    const line = "pnpm --filter web --filter lint start";
    expect(conductLine(line, { files })).toContain("{web-server} in /app/packages/web");
    expect(conductLine(line, { files })).toContain("{lint-server} in /app/tools/lint");
  });
});
