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

const { buildParts, bundled } = await import("./build-parts.mjs");
rmSync(folder, { recursive: true, force: true });
const parts = await buildParts(join(folder, "parts"), ["src/cli/siglint.ts", "src/index.ts"]);
// Node starts a CommonJS file at once; for a module it first loads what loads modules, a tenth of a bare start.
await buildEntry("cli", "src/cli/main.ts", {
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  define: { "import.meta.dirname": "__dirname", "import.meta.url": "__filename" },
});
await buildEntry("index", "src/index.ts", {});

/** A file that loads the parts when it is asked to: the command, of which `--version` needs none, or the library. */
async function buildEntry(name, source, form) {
  const part = name === "cli" ? "src/cli/siglint.ts" : source;
  const { name: partName, exports } = parts.entryOf(part);
  const stub = `import { join } from "node:path";
import { openParts } from "./compiled-parts.ts";
const load = openParts(join(import.meta.dirname, "parts"), ${JSON.stringify(parts.common)});
export const { ${exports.join(", ")} } = load(${JSON.stringify(partName)});`;
  const loader = {
    name: "parts",
    setup({ onLoad }) {
      const filter = new RegExp(`${part.replace(/^.*\//, "/").replace(".", "\\.")}$`);
      onLoad({ filter }, ({ path }) =>
        path === join(root, part) ? { contents: stub, resolveDir: join(root, "src/cli") } : null,
      );
    },
  };
  await build({ ...bundled, ...form, entryPoints: { [name]: source }, outdir: folder, plugins: [loader] });
}

const command = join(folder, "cli.cjs");
writeFileSync(command, `#!/usr/bin/env node\n${readFileSync(command, "utf8")}`);
chmodSync(command, 0o755);
linkCommand();
writeFileSync(join(folder, "LICENSES.txt"), licenses(parts.inputs));

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
