import type { FileTree } from "../../context/file-tree.ts";
import { watchedTree } from "../../context/watched-tree.ts";
import type { Io } from "../io.ts";
import { type Look, type LookKind, type OpenedDisk, seenAs } from "./look.ts";

/** What a run has written, and where to. */
export type Said = readonly [to: "out" | "err", text: string];

/** All that a run has learnt of the world outside, and all that it has told it. */
export interface Heard {
  readonly disks: readonly OpenedDisk[];
  readonly looks: readonly Look[];
  readonly said: readonly Said[];
}

export interface Listener {
  /** The world outside, through which somebody listens. */
  readonly io: Io;
  /** Null where that is more than can be kept, or cannot be told: a file that changed meanwhile, bytes, standard input. */
  readonly heard: () => Heard | null;
}

/** Characters of all that was seen and said: a thousand Dockerfiles with their scripts have two million. */
const MOST_CHARACTERS = 12 * 1024 * 1024;

/** Listens to what goes through `io`. */
export function listen(io: Io): Listener {
  const disks: OpenedDisk[] = [];
  const looks = new Map<string, Look>();
  const said: Said[] = [];
  let isLost = false;
  let size = 0;

  const lose = (): void => {
    isLost = true;
    looks.clear();
    said.length = 0;
  };
  const grow = (...texts: readonly string[]): void => {
    size += texts.reduce((sum, { length }) => sum + length, 0);
    if (size > MOST_CHARACTERS) lose();
  };
  const note = (kind: LookKind, disk: number, name: string, seen: string): void => {
    if (isLost) return;
    const key = `${kind} ${disk} ${name}`;
    const before = looks.get(key);
    if (before === undefined) {
      looks.set(key, [kind, disk, name, seen]);
      grow(name, seen);
    } else if (before[3] !== seen) lose();
  };
  const say = (to: Said[0], text: string): void => {
    if (!isLost) {
      said.push([to, text]);
      grow(text);
    }
    io[to](text);
  };
  const listened = (tree: FileTree, disk: number): FileTree =>
    watchedTree(tree, {
      entry: (path, entry) => note("entry", disk, path, seenAs.entry(entry)),
      read: (path, result) => note("read", disk, path, seenAs.read(result)),
      bytes: lose,
      children: (path, children) => note("children", disk, path, seenAs.children(children)),
    });
  return {
    io: {
      ...io,
      env: new Proxy(io.env, {
        get(env, name) {
          if (typeof name !== "string") return undefined;
          note("env", 0, name, seenAs.env(env[name]));
          return env[name];
        },
      }),
      get stdoutIsTerminal() {
        note("terminal", 0, "stdout", seenAs.terminal(io.stdoutIsTerminal));
        return io.stdoutIsTerminal;
      },
      get stderrIsTerminal() {
        note("terminal", 0, "stderr", seenAs.terminal(io.stderrIsTerminal));
        return io.stderrIsTerminal;
      },
      disk(cwd, named = []) {
        disks.push([cwd, named]);
        return listened(io.disk(cwd, named), disks.length - 1);
      },
      readStdin() {
        lose();
        return io.readStdin();
      },
      out: (text) => say("out", text),
      err: (text) => say("err", text),
    },
    heard: () => (isLost ? null : { disks, looks: [...looks.values()], said }),
  };
}
