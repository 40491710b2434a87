// `npm run pages`: brings the generated text in rule pages and the README up to date. Bundled, since Node 20 runs no
// TypeScript.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const outfile = join(root, "node_modules/.cache/siglint/rule-pages.mjs");
mkdirSync(join(outfile, ".."), { recursive: true });
await build({
  entryPoints: [join(root, "scripts/rule-pages.ts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
});
const { generatedFiles } = await import(outfile);
for (const { path, update } of generatedFiles) {
  const text = readFileSync(join(root, path), "utf8");
  const updated = update(text);
  if (updated === text) continue;
  writeFileSync(join(root, path), updated);
  console.log(`updated ${path}`);
}
