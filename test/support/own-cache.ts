import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Built commands that tests start remember their runs in a folder that only this run of the tests has. */
export function setup(): void {
  process.env.XDG_CACHE_HOME = mkdtempSync(join(tmpdir(), "siglint-cache-"));
}

export function teardown(): void {
  if (process.env.XDG_CACHE_HOME !== undefined) rmSync(process.env.XDG_CACHE_HOME, { recursive: true });
}
