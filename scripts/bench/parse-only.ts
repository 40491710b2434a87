import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "unbash";
import { parseDockerfile } from "../../src/dockerfile/parse.ts";

// The same two parsers on the same files as siglint, and nothing else.
for (const entry of readdirSync(".", { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.name === "Dockerfile") parseDockerfile(path, readFileSync(path, "utf8"));
  else if (entry.name.endsWith(".sh")) parse(readFileSync(path, "utf8"));
}
