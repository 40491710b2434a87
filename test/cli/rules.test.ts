import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { engine } from "../../src/cli/load-engine.ts";
import { runSiglint } from "../support/run-siglint.ts";

const pages = readdirSync(new URL("../../rules", import.meta.url)).filter((file) => file.endsWith(".md"));
let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "siglint-rules-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const siglint = (...words: readonly string[]) => runSiglint(cwd, words);

describe("siglint rules", () => {
  test("lists every rule on a line of its own: id, severity, whether it has fixes, what it finds", async () => {
    const { code, out } = await siglint("rules");
    expect(code).toBe(0);
    const lines = out.slice(0, out.indexOf("\n\n")).split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual(engine.ruleList.map(({ id }) => id));
    expect(out).toMatch(/^missing-exec +error +fix +A script runs the service as a child of the shell/m);
    expect(out).toMatch(/^unused-ignore +warning +fix +An ignore comment silences nothing/m);
  });

  test("as json, for programs", async () => {
    const { out } = await siglint("rules", "--format", "json");
    expect(JSON.parse(out)).toEqual({ version: 1, rules: engine.ruleList });
    const one = JSON.parse((await siglint("rules", "--format=json", "shell-form")).out);
    expect(one.rules).toMatchObject([{ id: "shell-form", page: expect.stringMatching(/^# shell-form\n/) }]);
  });

  test.each(pages.map((page) => page.slice(0, -".md".length)))(
    "shows the page of %s without markup",
    async (id) => {
      const { code, out } = await siglint("rules", id);
      expect(code).toBe(0);
      expect(out.startsWith(`${id}\n\n  `)).toBe(true);
      expect(out).toContain("\nREPORTED\n");
      expect(out).toContain("\nNOT REPORTED\n");
      expect(out).not.toMatch(/```|<!--|^#+ |\]\(|expect:|\n\n\n/m);
      const prose = out.split("\n").filter((line) => /^ {2}\S/.test(line) && !line.includes("https://"));
      for (const line of prose) expect(line.length, line).toBeLessThanOrEqual(80);
    },
  );

  test("colours the page for a terminal only", async () => {
    const colorStart = String.fromCharCode(27);
    expect((await siglint("rules", "missing-exec")).out).not.toContain(colorStart);
    const { out } = await runSiglint(cwd, ["rules", "missing-exec"], { terminal: true });
    expect(out).toContain(`${colorStart}[1mmissing-exec${colorStart}[22m\n`);
  });
});

describe("--rule", () => {
  const dockerfile = 'FROM debian:12\nCOPY start.sh /\nENTRYPOINT ["/start.sh"]\n';
  const found = async (...words: readonly string[]) => {
    const { code, out } = await siglint("--format", "unix", ...words);
    return {
      code,
      rules: [...out.matchAll(/: (error|warning|info): .*\[([\w-]+)\]$/gm)].map(
        ([, level, id]) => `${level} ${id}`,
      ),
    };
  };
  beforeEach(() => {
    writeFileSync(join(cwd, "Dockerfile"), dockerfile);
    writeFileSync(join(cwd, "start.sh"), "#!/bin/sh\nmy_server\n", { mode: 0o755 });
  });

  test("changes how much a finding matters", async () => {
    expect(await found()).toEqual({ code: 1, rules: ["error missing-exec"] });
    expect(await found("--rule", "missing-exec:warning")).toEqual({
      code: 1,
      rules: ["warning missing-exec"],
    });
    expect(await found("--rule", "missing-exec:info")).toEqual({ code: 0, rules: ["info missing-exec"] });
    expect(await found("--rule", "missing-exec:off", ".")).toEqual({ code: 0, rules: [] });
  });

  test("may be given several times; of one rule the last counts", async () => {
    const words = ["--rule", "shell-form:off", "--rule=missing-exec:off", "--rule", "missing-exec:info"];
    expect(await found(...words)).toEqual({ code: 0, rules: ["info missing-exec"] });
  });

  test("a rule that is off mends nothing", async () => {
    expect((await siglint("--fix", "--rule", "missing-exec:off")).code).toBe(0);
    expect(readFileSync(join(cwd, "start.sh"), "utf8")).toBe("#!/bin/sh\nmy_server\n");
  });

  test("comments for a rule that is off are not called unused, and other comments are", async () => {
    writeFileSync(join(cwd, "start.sh"), "#!/bin/sh\n# siglint ignore=missing-exec,shell-form\nmy_server\n");
    expect(await found()).toEqual({ code: 1, rules: ["warning unused-ignore"] });
    expect(await found("--rule", "shell-form:off")).toEqual({ code: 0, rules: [] });
    expect(await found("--rule", "missing-exec:off")).toEqual({ code: 1, rules: ["warning unused-ignore"] });
    expect(await found("--rule", "unused-ignore:error")).toEqual({ code: 1, rules: ["error unused-ignore"] });
    expect(await found("--rule", "unused-ignore:off")).toEqual({ code: 0, rules: [] });
  });
});
