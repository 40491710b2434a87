/** No script goes round a loop so often before it has started; one that does is in there for good. */
export const MOST_ROUNDS = 3000;
