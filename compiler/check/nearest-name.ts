/** Suggestions for misspelt names. */

/**
 * The candidate most like `name`, ignoring case, if it is near enough to be meant: at most a third of its letters changed,
 * added, left out or swapped with a neighbour. For a constant in capitals, a name wholly in small letters that is not the same is one letter farther.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.max(1, Math.floor(name.length / 3))) + 1;
  const letters = lettersOf(name);
  const small = name.toLowerCase();
  const isCapitals = name === name.toUpperCase();
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) >= bestDistance) continue;
    // A change takes one letter away and brings another at most. Comparing the sets costs a hundredth of comparing the words.
    if (bitCount(letters ^ lettersOf(candidate)) > 2 * (bestDistance - 1)) continue;
    const changes = editDistance(small, candidate.toLowerCase());
    const distance = isCapitals && changes > 0 && candidate === candidate.toLowerCase() ? changes + 1 : changes;
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** The letters of a word, a bit each, whichever their case; other characters share the bits. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31);
  return letters;
}

function bitCount(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Number of insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** "did you mean 'x'?", or undefined without a candidate. */
export function didYouMean(candidate: string | undefined): string | undefined {
  return candidate === undefined ? undefined : `did you mean '${candidate}'?`;
}
