import { chmodSync, linkSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { accountsBeside } from "./accounts.ts";
import { argvOf, type LabCase } from "./lab-case.ts";

const standInName = /\b(?:app|plain|deaf|daemon)[\w-]*/g;

/**
 * Writes what a case needs: its files, the stand-ins, an empty log, and the folders that every container has. `place`
 * says where on the host a path of the container is to be written.
 */
export function layOut(labCase: LabCase, standIn: string, place: (target: string) => string): void {
  for (const directory of [
    "/.lab",
    "/tmp",
    "/run",
    "/var/run",
    "/var/lock",
    "/var/log",
    "/var/spool",
    "/root",
    "/srv",
    "/usr/local/bin",
    labCase.workdir,
  ]) {
    mkdirSync(place(directory), { recursive: true });
  }
  for (const directory of ["/tmp", "/run", "/srv"]) chmodSync(place(directory), 0o1777);
  for (const file of labCase.files) {
    mkdirSync(dirname(place(file.path)), { recursive: true });
    writeFileSync(place(file.path), file.text, { mode: file.executable ? 0o755 : 0o644 });
  }
  for (const name of standInNames(labCase)) linkSync(standIn, place(`/usr/local/bin/${name}`));
  writeFileSync(place("/.lab/log"), "");
  chmodSync(place("/.lab/log"), 0o666);
  if (labCase.servers.length > 0) writeFileSync(accountsBeside(place("/.lab/log")), "");
}

/** Every name in the case that looks like a stand-in, so that a case can have as many as it wants. */
function standInNames(labCase: LabCase): Set<string> {
  const texts = [...labCase.files.map((file) => file.text), ...argvOf(labCase, "bash", [])];
  return new Set(["app", ...texts.flatMap((text) => text.match(standInName) ?? [])]);
}
