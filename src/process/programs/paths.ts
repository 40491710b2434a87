/** A path of the image; relative ones count from the working directory. */
export function absolute(path: string, workdir: string | null): string {
  if (path.startsWith("/") || workdir === null) return path;
  const tail = path.replace(/^(\.\/)+/, "").replace(/^\.$/, "");
  return tail === "" ? workdir : `${workdir.replace(/\/$/, "")}/${tail}`;
}
