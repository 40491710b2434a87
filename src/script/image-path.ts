import { posix } from "node:path";

/*
 * Arithmetic on paths of the image: absolute, normalised, with `/`, without a trailing slash except `/` itself.
 */

/** `path` as seen from the absolute folder `folder`: `..` and `//` resolved, and never above `/`. */
export function joinImagePath(folder: string, path: string): string {
  return posix.resolve("/", folder, path);
}

/** The absolute path behind a word of a command; null where it is relative and the folder is not known. */
export function absoluteImagePath(word: string, folder: string | null): string | null {
  if (word.startsWith("/")) return joinImagePath("/", word);
  return folder === null ? null : joinImagePath(folder, word);
}

export function parentOf(path: string): string {
  return posix.dirname(path);
}

export function nameOf(path: string): string {
  return posix.basename(path);
}

/** The way from the folder `folder` down to `path`: empty for the folder itself, null where it is not below. */
export function pathBelow(folder: string, path: string): string | null {
  if (path === folder) return "";
  const prefix = folder === "/" ? "/" : `${folder}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : null;
}

/** The name of the first step from `folder` down to `path`; null where `path` is not below it. */
export function firstNameBelow(folder: string, path: string): string | null {
  const rest = pathBelow(folder, path);
  if (rest === null || rest === "") return null;
  return rest.split("/", 1)[0] ?? null;
}

/** `/bin/sh` for `/usr/bin/sh` and the other way round: distributions with a merged `/usr` link the two. */
export function twinPath(path: string): string | null {
  const match = /^(\/usr)?(\/s?bin\/.+)$/.exec(path);
  if (match === null) return null;
  return match[1] === undefined ? `/usr${match[2]}` : (match[2] ?? null);
}

/** Each is asked for each command of a script, and nobody has a fifth of that. */
const MOST_FOLDERS = 100;

export const PATH_TOO_LONG = `PATH names more than ${MOST_FOLDERS} folders, and siglint looks through no more: shorten it, or start the program by its path`;

/** The folders of a PATH as they are written, empty for the working directory; null where there are too many. */
export function foldersOfPath(path: string): readonly string[] | null {
  const folders = path.split(":");
  return folders.length > MOST_FOLDERS ? null : folders;
}

/** Folders that every image of a distribution has (Filesystem Hierarchy Standard 3.0, chapters 3 and 4). */
const STANDARD_FOLDERS = new Set(
  (
    "/ /bin /boot /dev /etc /home /lib /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr /var " +
    "/etc/init.d /etc/profile.d /etc/default /etc/cron.d /usr/bin /usr/lib /usr/libexec /usr/local /usr/sbin /usr/share /usr/src " +
    "/usr/local/bin /usr/local/etc /usr/local/lib /usr/local/sbin /usr/local/share " +
    "/var/cache /var/lib /var/log /var/opt /var/run /var/spool /var/tmp"
  ).split(" "),
);

/** Whether an image that is not built from scratch has this folder anyway. */
export function isStandardFolder(path: string): boolean {
  return STANDARD_FOLDERS.has(path);
}
