/** The code of an error that the system has told (`ENOENT`), or null for one without. Source: Node's manual, Errors, `error.code`. */
export function systemErrorCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
