import type { ReadFailure } from "./file-tree.ts";

/** Why a file that was named is not read, and what to do: a clause behind its name. */
export const whyUnread: Readonly<Record<ReadFailure, string>> = {
  missing: "is not there: check the spelling",
  name: "has a name that is not UTF-8, which siglint cannot read: rename it",
  directory: "is a folder: name a file in it",
  "not-a-file": "is not a regular file: name one",
  outside: "is a symbolic link to what lies outside of the repository, and is not read",
  binary: "is not text: name a text file",
  "too-large": "is larger than 2 MiB, more than siglint reads",
  unreadable: "cannot be read: check its permissions",
};
