import { posix } from "node:path";
import type { Text } from "../span.ts";

/**
 * A path of the image made absolute by the working directory, `.` and `..` resolved. Nothing says that a path is a
 * folder but a trailing `/`, so it is kept, and given to paths that end in `.` or `..`.
 */
export function joinImagePath(workdir: Text, path: Text): Text {
  if (path.kind === "unknown") return path;
  if (path.text.startsWith("/")) return { kind: "known", text: normalise(path.text) };
  if (workdir.kind === "unknown") return workdir;
  return { kind: "known", text: normalise(`${workdir.text}/${path.text}`) };
}

function normalise(path: string): string {
  const plain = posix.normalize(path);
  const isFolder = /(^|\/)\.{0,2}$/.test(path);
  return isFolder && !plain.endsWith("/") ? `${plain}/` : plain;
}

/** The working directory after WORKDIR: never with a trailing `/`, but for the root itself. */
export function joinWorkdir(workdir: Text, path: Text): Text {
  const joined = joinImagePath(workdir, path);
  return joined.kind === "known" && joined.text.length > 1
    ? { kind: "known", text: joined.text.replace(/\/$/, "") }
    : joined;
}
