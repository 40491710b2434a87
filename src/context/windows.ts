export const WINDOWS = process.platform === "win32";

/** `C:\\work\\app` becomes `/C:/work/app`, so that it is absolute in the arithmetic of `paths.ts`. */
export function withSlashes(path: string): string {
  if (!WINDOWS) return path;
  return path.replaceAll("\\", "/").replace(/^(?=[A-Za-z]:)/, "/");
}

/** The way back. */
export function withoutSlash(path: string): string {
  return WINDOWS ? path.replace(/^\/(?=[A-Za-z]:)/, "") : path;
}
