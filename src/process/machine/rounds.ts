/** No script goes round a loop so often before it has started; one that does is in there for good. */
export const MOST_ROUNDS = 3000;

/** Rounds that hang on what nobody knows: a few show what the loop does, and every way out of it. */
export const MOST_OPEN_ROUNDS = 3;

/** The same where a count may still end the loop. */
export const MOST_COUNTED_ROUNDS = 60;
