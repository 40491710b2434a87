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
  const { note, say, lose, heard } = notes();
  const listened = (tree: FileTree, disk: number): FileTree =>
    watchedTree(tree, {
      entry: (path, entry) => note("entry", disk, path, seenAs.entry(entry)),
      read: (path, result) => note("read", disk, path, seenAs.read(result)),
      bytes: lose,
      children: (path, children) => note("children", disk, path, seenAs.children(children)),
    });
  const told = (to: Said[0]) => (text: string) => {
    say(to, text);
    io[to](text);
  };
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
      out: told("out"),
      err: told("err"),
    },
    heard: () => {
      const all = heard();
      return all === null ? null : { disks, ...all };
    },
  };
}

/** What has been heard so far. */
interface Notes {
  readonly note: (kind: LookKind, disk: number, name: string, seen: string) => void;
  readonly say: (to: Said[0], text: string) => void;
  /** From here on nothing can be kept. */
  readonly lose: () => void;
  readonly heard: () => Pick<Heard, "looks" | "said"> | null;
}

function notes(): Notes {
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
  return {
    lose,
    note(kind, disk, name, seen) {
      if (isLost) return;
      const key = `${kind} ${disk} ${name}`;
      const before = looks.get(key);
      if (before === undefined) {
        looks.set(key, [kind, disk, name, seen]);
        grow(name, seen);
      } else if (before[3] !== seen) lose();
    },
    say(to, text) {
      if (isLost) return;
      said.push([to, text]);
      grow(text);
    },
    heard: () => (isLost ? null : { looks: [...looks.values()], said }),
  };
}
