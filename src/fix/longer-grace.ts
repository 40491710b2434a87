import type { Fix } from "../diagnostic.ts";
import type { LongWait, ShortGrace } from "../process/notes/note.ts";

/** A grace period that is long enough, in the container's file; null where it cannot be written there. */
export function longerGraceFix({ enough, mend }: LongWait | ShortGrace, safety: Fix["safety"]): Fix | null {
  return mend === null ? null : { title: `make the grace period ${enough} s`, safety, edits: [mend] };
}
