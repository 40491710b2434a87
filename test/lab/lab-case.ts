/** The shells of the lab. `bash-as-sh` is bash at `/bin/sh`, started as `sh`, as on Fedora and RHEL. */
export const labShells = ["dash", "bash", "ash", "bash-as-sh"] as const;
export type LabShell = (typeof labShells)[number];

export interface LabFile {
  /** Absolute path in the container. */
  readonly path: string;
  readonly text: string;
  readonly executable: boolean;
}

export type LabCommand =
  /** `SHELL path args…` */
  | { readonly kind: "script"; readonly path: string; readonly args: readonly string[] }
  /** `SHELL -c text args…` */
  | { readonly kind: "string"; readonly text: string; readonly args: readonly string[] }
  /** These words, as exec form gives them. The shell under test stands at `/bin/sh`. */
  | { readonly kind: "exec"; readonly argv: readonly string[] };

/** A container, by the file that describes it and its name there. */
export interface LabContainer {
  readonly file: string;
  readonly name: string;
}

/** What is done before the stop signal is sent, in the container or beside it. */
export type LabHook =
  | { readonly kind: "exec"; readonly argv: readonly string[] }
  | { readonly kind: "sleep"; readonly seconds: number };

/** One start command with its files: what a container would be made of. */
export interface LabCase {
  /** `theme/name`. */
  readonly id: string;
  readonly theme: string;
  readonly command: LabCommand;
  readonly files: readonly LabFile[];
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly shells: readonly LabShell[];
  /** What stands in front of the command, one run each; `[]` for nothing, so that the command is PID 1 itself. */
  readonly below: readonly (readonly string[])[];
  /** Canonical: `SIGTERM`. */
  readonly signal: string;
  /** How many services must have started before the signal is sent; null to give them a fixed time. */
  readonly starts: number | null;
  /** A file that is there as soon as a slow server listens, or `port` for that itself; the signal waits for it too. */
  readonly ready?: string;
  /** Stretches the waiting times, for programs that are slow to start. */
  readonly scale: number;
  /** Programs that the host must have. */
  readonly needs: readonly string[];
  /** Programs of `tools/package.json` that it gets in /usr/local/bin. */
  readonly npm: readonly string[];
  /** Names that the kernel has for real servers, which are watched from outside. */
  readonly servers: readonly string[];
  /** Seconds from the stop signal to SIGKILL; the lab's own without it. */
  readonly grace?: number | null;
  /** Seconds that it has after the signal in any case; none without it. */
  readonly least?: number;
  /** What is run in it before it is told to stop, one after the other: the grace period begins behind that. */
  readonly before?: readonly LabHook[];
  /** What is run in it before the signal, within the grace period. */
  readonly preStop?: LabHook;
  /** Another process is PID 1; without it the command is. */
  readonly pidNamespace?: "shared";
  /** The folder of a case that has a Dockerfile or a file that describes containers, paths relative to it. */
  readonly context?: readonly LabFile[];
  /** The container of such a file that the case is. */
  readonly container?: LabContainer;
}

/** The argv that becomes PID 1. */
export function argvOf(labCase: LabCase, shell: LabShell, below: readonly string[]): readonly string[] {
  const { command } = labCase;
  const name = shell === "bash" ? "bash" : "sh";
  switch (command.kind) {
    case "script":
      return [...below, name, command.path, ...command.args];
    case "string":
      return [...below, name, "-c", command.text, ...command.args];
    case "exec":
      return [...below, ...command.argv];
  }
}
