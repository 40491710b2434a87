import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

/** How everything is bundled. */
export const bundled = {
  absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  logLevel: "warning",
};
/**
 * The program, in parts that are loaded on demand: modules first, which esbuild can split, then each as CommonJS, of which
 * V8 can keep what it has compiled. What the entry points need at once lies in one file. The names tell one state of the
 * program from another.
 *
 * Gives the files that went into it, the file of what is needed at once, and for each entry point the name of its part
 * and what that exports.
 */
export async function buildParts(folder, entryPoints) {
  const { outputFiles, metafile } = await build({
    ...bundled,
    entryPoints,
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    splitting: true,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    metafile: true,
    write: false,
  });
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const ofEntry = new Map([...outputs].map(([name, { entryPoint }]) => [entryPoint, name]));
  const entries = entryPoints.map((entryPoint) => ofEntry.get(entryPoint));
  const common = neededAtOnce(entries, outputs);
  const written = new Map([["", []]]);
  for (const { path, text } of outputFiles) {
    const name = basename(path);
    const file = common.has(name) ? "" : name;
    written.set(file, [...(written.get(file) ?? []), await asFunction(name, text)]);
  }
  mkdirSync(folder, { recursive: true });
  const commonFile = `common-${entries[0].replace(/^.*-/, "")}`;
  for (const [file, functions] of written)
    writeFileSync(join(folder, file || commonFile), `({${functions.join(",\n")}})`);
  const entryOf = (entryPoint) => {
    const name = ofEntry.get(entryPoint);
    return { name, exports: outputs.get(name).exports };
  };
  return { inputs: Object.keys(metafile.inputs), common: commonFile, entryOf };
}

/** The parts that these import, and so on, but for what is imported on demand. */
function neededAtOnce(entries, outputs) {
  const needed = new Set(entries);
  for (const name of needed)
    for (const { path, kind } of outputs.get(name).imports)
      if (kind === "import-statement" && outputs.has(basename(path))) needed.add(basename(path));
  return needed;
}

/**
 * A part as a property whose value is the function that CommonJS makes of a module; in parentheses, which tells V8 to
 * compile it with the file, not to read over it first.
 */
async function asFunction(name, text) {
  const { code } = await transform(text, {
    format: "cjs",
    platform: "node",
    target: bundled.target,
    supported: { "dynamic-import": false },
    define: { "import.meta.dirname": "__dirname", "import.meta.url": "partUrl" },
    banner: text.includes("import.meta.url") ? PART_URL : "",
    minifySyntax: true,
    minifyWhitespace: true,
  });
  return `${JSON.stringify(name)}:(function(exports,require,module,__filename,__dirname){${code}\n})`;
}

/** For packages that ask where they are. */
const PART_URL = 'const partUrl=require("node:url").pathToFileURL(__filename).href;';
