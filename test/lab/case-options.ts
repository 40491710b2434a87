import { type LabShell, labShells } from "./lab-case.ts";

/** What the comment lines at the top of a case say, `# lab: KEY WORDS…`. */
export interface CaseOptions {
  /** `shells dash bash`: the shells it runs under; null for the usual ones. */
  readonly shells: readonly LabShell[] | null;
  /** `below tini -s --`, repeatable; `below none` for the command as PID 1 itself. */
  readonly below: readonly (readonly string[])[];
  /** `signal QUIT` */
  readonly signal: string;
  /** `starts 2`: wait until two services have started. */
  readonly starts: number | null;
  /** `ready /run/mysqld/mysqld.sock`: wait until that file is there; `ready port`: until a port is open. */
  readonly ready?: string;
  /** `scale 2`: twice the waiting times. */
  readonly scale: number;
  /** `args worker -v`: the words after the script or string. */
  readonly args: readonly string[];
  /** `env NAME=value`, repeatable. */
  readonly env: Readonly<Record<string, string>>;
  /** `needs gosu`: programs that must be there, or the case is skipped. */
  readonly needs: readonly string[];
  /** `npm pnpm`: programs of `test/lab/tools` that it gets, or it is skipped. `yarn=FILE` takes a file of `node_modules`. */
  readonly npm: readonly string[];
  /** `servers nginx`: processes that are services besides the stand-ins, by the name that the kernel has for them. */
  readonly servers: readonly string[];
}

/** Reads the comment lines at the top of a case. Throws on a mistake, since cases are ours. */
export function parseCaseOptions(id: string, text: string): CaseOptions {
  let shells: LabShell[] | null = null;
  const below: string[][] = [];
  const env: Record<string, string> = {};
  let [signal, starts, scale]: [string, number | null, number] = ["SIGTERM", null, 1];
  let ready: { readonly ready?: string } = {};
  const lists: Record<"args" | "needs" | "npm" | "servers", string[]> = {
    args: [],
    needs: [],
    npm: [],
    servers: [],
  };
  for (const line of leadingComments(text)) {
    const [key = "", ...words] = /^# lab: (.*)$/.exec(line)?.[1]?.split(" ") ?? [];
    const first = words[0] ?? "";
    switch (key) {
      case "":
        break;
      case "shells":
        shells = labShells.filter((shell) => words.includes(shell));
        if (shells.length !== words.length) throw new Error(`${id}: unknown shell in "${line}"`);
        break;
      case "below":
        below.push(first === "none" ? [] : words);
        break;
      case "signal":
        signal = `SIG${first}`;
        break;
      case "starts":
        starts = Number(first);
        break;
      case "ready":
        ready = { ready: first };
        break;
      case "scale":
        scale = Number(first);
        break;
      case "env":
        env[first.split("=")[0] ?? ""] = words.join(" ").replace(/^[^=]*=/, "");
        break;
      case "args":
      case "needs":
      case "npm":
      case "servers":
        lists[key] = words;
        break;
      default:
        throw new Error(`${id}: unknown option in "${line}"`);
    }
  }
  return { shells, below: below.length > 0 ? below : [[]], signal, starts, ...ready, scale, env, ...lists };
}

/** A string or an argv without the comment lines above it. */
export function withoutLeadingComments(text: string): string {
  return text.split("\n").slice(leadingComments(text).length).join("\n").trimEnd();
}

function leadingComments(text: string): string[] {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("#"));
  return lines.slice(0, end < 0 ? lines.length : end);
}
