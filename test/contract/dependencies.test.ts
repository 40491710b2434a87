import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const manifest = JSON.parse(read("package.json"));
const page = read("docs/dependencies.md");

/** The packages of the table below a heading. */
function listed(heading: string): readonly string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? "";
  return [...section.matchAll(/^\| `([^`]+)` \| \S.*\|$/gm)].map(([, name = ""]) => name);
}

test("every dependency says what it is for, in the order of the alphabet", () => {
  const [bundled, others] = [listed("In the package"), listed("To build and to test it")];
  expect([...bundled, ...others].sort()).toEqual(Object.keys(manifest.devDependencies).sort());
  for (const list of [bundled, others]) expect(list).toEqual([...list].sort());
});

test("it starts no program, and uses no network", () => {
  const sources = execFileSync(
    "git",
    ["grep", "-hE", "\\bnode:|\\b(fetch|WebSocket|Worker|eval|Function)\\(", "--", "src", "rules"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  const imported = [...sources.matchAll(/"node:([\w/]+)"/g)].map(([, name]) => name);
  const harmless = "crypto fs fs/promises module os path stream url v8 vm zlib".split(" ");
  expect([...new Set(imported)].filter((name) => !harmless.includes(name ?? ""))).toEqual([]);
  const calls = sources.split("\n").filter((line) => /\b(fetch|WebSocket|Worker|eval|Function)\(/.test(line));
  expect(calls.filter((line) => !/^\s*(\*|\/\/)|`/.test(line))).toEqual([]);
});

test("what is bundled is what the page says", () => {
  const sources = execFileSync("git", ["grep", "-hoE", '(from|import\\()\\s*"[^./"][^"]*"', "--", "src"], {
    cwd: root,
    encoding: "utf8",
  });
  const imported = [...sources.matchAll(/"((?:@[^/"]+\/)?[^/"]+)[^"]*"/g)].map(([, name = ""]) => name);
  const packages = new Set(imported.filter((name) => !name.startsWith("node:")));
  expect(listed("In the package")).toEqual([...packages].sort());
});

test("the package needs no other, and runs nothing when it is installed", () => {
  expect(manifest.dependencies).toBeUndefined();
  for (const script of ["preinstall", "install", "postinstall"])
    expect(manifest.scripts[script]).toBeUndefined();
  const { packages } = JSON.parse(read("package-lock.json"));
  const scripted = Object.keys(packages).filter((name) => packages[name].hasInstallScript === true);
  expect(scripted).toEqual(["node_modules/esbuild"]);
});

test("each package of the lock file has its checksum", () => {
  const { packages } = JSON.parse(read("package-lock.json"));
  const unknown = Object.keys(packages).filter((name) => name !== "" && !packages[name].integrity);
  expect(unknown).toEqual([]);
});

test("a release is audited, says where it comes from, and needs no token", () => {
  const release = read(".github/workflows/release.yml");
  const steps = [...release.matchAll(/- run: (.*)/g)].map(([, command]) => command);
  expect(steps).toContain("npm ci --ignore-scripts");
  expect(steps.indexOf("npm audit")).toBeLessThan(
    steps.findIndex((command) => /^npm publish/.test(command ?? "")),
  );
  expect(release).toMatch(/npm publish --provenance .*--ignore-scripts/);
  expect(release).toContain("id-token: write");
  expect(release).not.toMatch(/secrets\.|_TOKEN/);
  for (const [, version] of release.matchAll(/uses: \S+@(\S+)/g)) expect(version).toMatch(/^[0-9a-f]{40}$/);
});

test("the package holds the program, its types, the pages, and no more", () => {
  const told = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const packed: unknown = JSON.parse(told);
  const [first] = Array.isArray(packed) ? packed : Object.values(packed ?? {});
  const paths: readonly string[] = first.files.map(({ path }: { readonly path: string }) => path);
  const meant =
    /^(dist\/(parts\/)?[\w-]+\.c?js|dist\/types\/.+\.d\.ts|dist\/LICENSES\.txt|(rules|docs)\/[\w-]+\.md|(README|SECURITY)\.md|LICENSE|package\.json|schema\.json|problem-matcher\.json)$/;
  expect(paths.filter((path) => !meant.test(path))).toEqual([]);
  expect(paths).toContain("dist/cli.cjs");
});
