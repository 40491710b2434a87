// Builds dist/: the command, the library, and its types. All runtime libraries are bundled, each part of the program
// that is loaded on demand in a file of its own.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const elsewhere = process.argv.slice(2).find((word) => !word.startsWith("-"));
const folder = elsewhere ?? join(root, "dist");

// npx in a clone without node_modules gets here too; were it to fail, npm would keep a broken link to this clone.
const { build } = await import("esbuild").catch(() => {
  console.error("siglint is not built: run npm ci first.");
  process.exit();
});

rmSync(folder, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { cli: "src/cli/main.ts", index: "src/index.ts" },
  outdir: folder,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  // For CommonJS packages that use modules of Node.
  banner: {
    js: 'import{createRequire as siglintRequire}from"node:module";const require=siglintRequire(import.meta.url);',
  },
  chunkNames: "parts/[name]-[hash]",
  logLevel: "warning",
  metafile: true,
});

const command = join(folder, "cli.js");
writeFileSync(command, `#!/usr/bin/env node\n${readFileSync(command, "utf8")}`);
chmodSync(command, 0o755);
linkCommand();
writeFileSync(join(folder, "LICENSES.txt"), licenses(Object.keys(metafile.inputs)));

if (!process.argv.includes("--no-types")) {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  execFileSync(
    process.execPath,
    [compiler, "-p", "scripts/tsconfig.types.json", "--outDir", join(folder, "types")],
    {
      cwd: root,
      stdio: "inherit",
    },
  );
}

/** npm links no package's own command; npx looks here when its cache has no link either, after a try before npm ci. */
function linkCommand() {
  const commands = join(root, "node_modules", ".bin");
  if (elsewhere !== undefined || process.platform === "win32" || !existsSync(commands)) return;
  rmSync(join(commands, "siglint"), { force: true });
  symlinkSync(relative(commands, command), join(commands, "siglint"));
}

/** The licences of the bundled packages, which ask to be passed on with every copy. */
function licenses(inputs) {
  const packages = new Set(
    inputs.flatMap((input) => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []),
  );
  return [...packages]
    .sort()
    .map((path) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, path, "package.json"), "utf8"));
      const file = readdirSync(join(root, path)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
      const text = file === undefined ? "" : `\n${readFileSync(join(root, path, file), "utf8").trim()}\n`;
      return `${name} ${version}: ${license}\n${text}`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
