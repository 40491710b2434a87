import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { path } from "./container.ts";
import type { LabShell } from "./lab-case.ts";
import { findProgram, type LabHost } from "./lab-host.ts";
import { buildImage } from "./runc-image.ts";

/** A machine that can run containers with runc. */
export interface RuncRoom {
  readonly folder: string;
  /** runc with the folder of its state. */
  readonly command: readonly string[];
  /** The root file system of each shell. */
  readonly images: Readonly<Record<LabShell, string>>;
  readonly standIn: string;
}

export type RuncRoomResult =
  | { readonly ok: true; readonly room: RuncRoom }
  | { readonly ok: false; readonly why: string };

/** Builds the root file systems and tries one container, or says why this machine runs none. */
export function openRuncRoom(host: LabHost): RuncRoomResult {
  const runc = findProgram("runc");
  if (runc === null) return { ok: false, why: "it needs runc (Debian: runc)" };
  if (process.getuid?.() !== 0) return { ok: false, why: "it needs root" };
  const folder = join(host.scratch, "runc");
  const image = (shell: LabShell) => buildImage(join(folder, "images", shell), shell);
  const images = {
    dash: image("dash"),
    bash: image("bash"),
    ash: image("ash"),
    "bash-as-sh": image("bash-as-sh"),
  };
  const command = [runc, "--root", join(folder, "state")];
  const room: RuncRoom = { folder, command, images, standIn: host.standIn };
  const refusal = tryContainer(room);
  return refusal === null ? { ok: true, room } : { ok: false, why: `runc refuses: ${refusal}` };
}

/** Runs `true` in a container; null where that works, else what runc said. */
function tryContainer({ folder, command: [runc = "", ...options], images }: RuncRoom): string | null {
  const bundle = join(folder, "trial");
  writeBundle(bundle, { root: images.dash, argv: ["true"], workdir: "/", env: {} });
  const result = spawnSync(runc, [...options, "run", "--bundle", bundle, "trial"], {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (result.status === 0) return null;
  return result.stderr.trim() || `exit status ${result.status}`;
}

export interface Bundle {
  /** The root file system, on the host. */
  readonly root: string;
  readonly argv: readonly string[];
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What Docker leaves to a container of the capabilities that shells and inits can use. */
const capabilities = ["CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_KILL", "CAP_SETGID", "CAP_SETUID"];

/**
 * Writes the folder that runc runs: https://github.com/opencontainers/runtime-spec/blob/main/config.md. No `rlimits`
 * and no `resources`, since a machine that is a container itself seldom permits them.
 */
export function writeBundle(folder: string, { root, argv, workdir, env }: Bundle): void {
  mkdirSync(folder, { recursive: true });
  const config = {
    ociVersion: "1.0.2",
    process: {
      terminal: false,
      user: { uid: 0, gid: 0 },
      args: argv,
      cwd: workdir,
      env: Object.entries({ PATH: path, HOME: "/root", ...env }).map(([name, text]) => `${name}=${text}`),
      capabilities: { bounding: capabilities, effective: capabilities, permitted: capabilities },
    },
    root: { path: root },
    mounts: [
      { destination: "/proc", type: "proc", source: "proc" },
      { destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid", "mode=755"] },
    ],
    linux: { namespaces: [{ type: "pid" }, { type: "mount" }] },
  };
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
}
