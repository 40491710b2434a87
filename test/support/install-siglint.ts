import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Builds siglint into a folder as the package has it, with the command in `bin`; gives the path of the command. */
export function installSiglint(folder: string): string {
  const installed = join(folder, "siglint");
  cpSync(join(root, "rules"), join(installed, "rules"), { recursive: true });
  const build = [join(root, "scripts/build.mjs"), join(installed, "dist"), "--no-types"];
  execFileSync(process.execPath, build, { stdio: "inherit" });
  mkdirSync(join(folder, "bin"));
  const command = join(folder, "bin", "siglint");
  symlinkSync(join(installed, "dist", "cli.cjs"), command);
  return command;
}
