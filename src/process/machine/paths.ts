/** An image path from a working directory, normalised; null where the directory is needed and not known. */
export function joinImagePath(workdir: string | null, path: string): string | null {
  if (path.startsWith("/")) return normalise(path);
  return workdir === null ? null : normalise(`${workdir}/${path}`);
}

/** The last part of a path: what a program calls itself. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
