/** The candidate that was probably meant, or null: at most two letters off, fewer for short words. Ties: the first. */
export function nearestWord(word: string, candidates: Iterable<string>): string | null {
  let nearest: string | null = null;
  let best = Math.min(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const isBeginning = candidate.startsWith(word) && word.length > 2;
    if (!isBeginning && Math.abs(candidate.length - word.length) >= best) continue;
    const distance = isBeginning ? 1 : editDistance(word, candidate);
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** Names the candidate that was probably meant; where there is none, says what else to do. */
export function meantOr(word: string, candidates: Iterable<string>, otherwise: string): string {
  const meant = nearestWord(word, candidates);
  return meant === null ? otherwise : `did you mean ${meant}?`;
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = row;
  }
  return last[other.length] ?? 0;
}
