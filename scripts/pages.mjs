// `npm run pages`: brings the generated text in rule pages, the README, schema.json and docs/how-it-knows.md up to date. Bundled,
// since Node 20 runs no TypeScript.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const cache = join(root, "node_modules/.cache/siglint");
mkdirSync(cache, { recursive: true });
for (const name of ["rule-pages", "config-schema", "how-it-knows", "fix-figures"]) {
  const outfile = join(cache, `${name}.mjs`);
  await build({
    entryPoints: [join(root, `scripts/${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // yaml is a CommonJS package, and asks for parts of Node.js by `require`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    // The cases are looked for beside the lab, not beside the bundle.
    define: { "import.meta.dirname": JSON.stringify(join(root, "test/lab")) },
  });
  const { generatedFiles } = await import(outfile);
  for (const { path, update } of generatedFiles) {
    try {
      await refresh(path, update);
    } catch (error) {
      // The other pages can be refreshed all the same.
      console.error(`${path}: ${error.message}`);
      process.exitCode = 1;
    }
  }
}

async function refresh(path, update) {
  const text = readFileSync(join(root, path), "utf8");
  const updated = await update(text);
  if (updated === text) return;
  writeFileSync(join(root, path), updated);
  console.log(`updated ${path}`);
}
