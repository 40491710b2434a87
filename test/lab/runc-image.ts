import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LabShell } from "./lab-case.ts";
import { findProgram } from "./lab-host.ts";

/**
 * Builds a root file system that borrows nothing: busybox and its applets, dash, bash and two inits with the libraries
 * they need, and at `/bin/sh` the shell under test.
 */
export function buildImage(root: string, shell: LabShell): string {
  const busybox = programAt("busybox");
  for (const folder of ["bin", "dev", "proc", "usr/bin"]) mkdirSync(join(root, folder), { recursive: true });
  copyFileSync(busybox, join(root, "bin/busybox"));
  for (const applet of execFileSync(busybox, ["--list"], { encoding: "utf8" }).split("\n"))
    if (applet !== "" && !["busybox", "sh"].includes(applet))
      symlinkSync("/bin/busybox", join(root, "bin", applet));
  symlinkSync("/bin/busybox", join(root, "usr/bin/env"));
  for (const name of ["dash", "bash", "tini", "dumb-init"]) {
    const program = programAt(name);
    copyFileSync(program, join(root, "bin", name));
    for (const library of librariesOf(program)) {
      mkdirSync(dirname(join(root, library)), { recursive: true });
      copyFileSync(library, join(root, library));
    }
  }
  symlinkSync(SH[shell], join(root, "bin/sh"));
  return root;
}

/** As the other containers of the lab have it: beside bash by its own name stands Debian's dash. */
const SH: Readonly<Record<LabShell, string>> = {
  dash: "dash",
  bash: "dash",
  ash: "busybox",
  "bash-as-sh": "bash",
};

function programAt(name: string): string {
  const path = findProgram(name);
  if (path === null) throw new Error(`${name} is missing, though the lab is open`);
  return path;
}

/** The shared libraries and the loader, as ldd(1) names them. */
function librariesOf(program: string): string[] {
  const said = execFileSync("ldd", [program], { encoding: "utf8" });
  return said.split("\n").flatMap((line) => /(?:=> |^\s+)(\/\S+) \(0x/.exec(line)?.[1] ?? []);
}
