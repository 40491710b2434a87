import * as nodeModule from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Lets Node keep what V8 has compiled, from Node 22.1 on; elsewhere nothing happens, nor where that folder cannot be
 * written. What lies there is run without a look, so it belongs to the user alone, not into a temporary folder that
 * others fill too, as it would by default. https://nodejs.org/api/module.html#module-compile-cache
 */
export function keepCompiledCode({ XDG_CACHE_HOME }: NodeJS.ProcessEnv): void {
  if (!("enableCompileCache" in nodeModule) || typeof nodeModule.enableCompileCache !== "function") return;
  nodeModule.enableCompileCache(join(XDG_CACHE_HOME || join(homedir(), ".cache"), "siglint"));
}
