import { execFileSync, spawnSync } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { release, tmpdir } from "node:os";
import { join } from "node:path";
import type { LabShell } from "./lab-case.ts";

/** A machine that can run the lab, with the two programs of the lab compiled. */
export interface LabHost {
  /** A directory of this run alone. */
  readonly scratch: string;
  readonly container: string;
  readonly standIn: string;
  /** The node that runs this, as a file of the scratch directory. */
  readonly node: string;
  /** The program that stands at `/bin/sh` for each shell. */
  readonly binSh: Readonly<Record<LabShell, string>>;
  /** What the outcomes were measured with, one line each. */
  readonly versions: readonly string[];
  readonly close: () => void;
}

export type LabHostResult =
  | { readonly ok: true; readonly host: LabHost }
  | { readonly ok: false; readonly why: string };

/** Prepares the lab, or says why this machine cannot run it. */
export function openLabHost(sources: string = import.meta.dirname): LabHostResult {
  const missing = ["gcc", "dash", "bash", "busybox", "tini", "dumb-init"].filter(
    (name) => findProgram(name) === null,
  );
  const dash = findProgram("dash");
  const bash = findProgram("bash");
  const busybox = findProgram("busybox");
  if (dash === null || bash === null || busybox === null || missing.length > 0) {
    return {
      ok: false,
      why: `it needs ${missing.join(", ")} (Debian: gcc dash bash busybox-static tini dumb-init)`,
    };
  }
  const scratch = mkdtempSync(join(tmpdir(), "siglint-lab-"));
  chmodSync(scratch, 0o755);
  const close = () => rmSync(scratch, { recursive: true, force: true });
  const container = compile(join(sources, "container.c"), join(scratch, "container"));
  const standIn = compile(join(sources, "stand-in.c"), join(scratch, "stand-in"));
  const node = join(scratch, "node");
  copyFileSync(process.execPath, node, constants.COPYFILE_FICLONE);
  const host: LabHost = {
    scratch,
    container,
    standIn,
    node,
    binSh: { dash, bash: dash, ash: busybox, "bash-as-sh": bash },
    versions: versions(),
    close,
  };
  const refusal = tryContainer(host);
  if (refusal !== null) {
    close();
    return { ok: false, why: `this machine does not permit containers: ${refusal}` };
  }
  return { ok: true, host };
}

function compile(source: string, program: string): string {
  execFileSync("gcc", ["-O1", "-o", program, source]);
  return program;
}

/** Runs `true` in a container; null where that works, else what the host said. */
function tryContainer(host: LabHost): string | null {
  const [root, local, log] = [
    join(host.scratch, "root"),
    join(host.scratch, "local"),
    join(host.scratch, "log"),
  ];
  mkdirSync(root);
  mkdirSync(local);
  writeFileSync(log, "");
  const result = spawnSync(host.container, [root, local, "-", host.binSh.dash, "/", log, "-", "true"], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  if (result.status === 0 && result.stderr === "") return null;
  const said = (result.output[3] ?? "").split("\n").filter((line) => line !== "" && !/^\d+$/.test(line));
  return [...said, result.stderr.trim()].join(" ") || `exit status ${result.status}`;
}

/** Its path, looked up along PATH. */
export function findProgram(name: string): string | null {
  for (const folder of (process.env.PATH ?? "").split(":")) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return null;
}

function versions(): string[] {
  const said = (command: string, args: readonly string[]) => {
    const result = spawnSync(command, args, { encoding: "utf8" });
    return `${result.stdout ?? ""}${result.stderr ?? ""}`.split("\n")[0]?.trim() ?? "";
  };
  const number = (text: string) => /\d+\.\d[\w.+-]*/.exec(text)?.[0] ?? "of unknown version";
  return [
    `Linux ${number(release())}`,
    `dash ${number(said("dpkg-query", ["-W", "-f", `\${Version}`, "dash"]))}`,
    `bash ${number(said("bash", ["--version"]))}`,
    `busybox ${number(said("busybox", []))}`,
    `tini ${number(said("tini", ["--version"]))}`,
    `dumb-init ${number(said("dumb-init", ["--version"]))}`,
  ];
}
