/**
 * The numbers of C's `rand`, as the GNU C library makes them: Lua hands them through unchanged, so a seed gives the same series as the
 * `lua` command on Linux. (Windows has another series; no script can rely on either.)
 *
 * Invariant: `ring` holds the last 31 words x, each x[i] = x[i−31] + x[i−3] modulo 2^32; `at` is the place of x[i−31].
 */

const SIZE = 31;
const LAG = 3;
const WARM_UP = 310;

/** The largest number `next` gives, C's `RAND_MAX`. */
export const RAND_MAX = 0x7fffffff;

export class Random {
  readonly #ring = new Int32Array(SIZE);
  #at = 0;
  /** False until first use: most scripts draw no numbers, and the first state costs 340 steps. */
  #seeded = false;

  /** C's `srand`: starts the series that belongs to `seed` (its lowest 32 bits). */
  seed(seed: number): void {
    const ring = this.#ring;
    let word = seed >>> 0 === 0 ? 1 : seed | 0;
    ring[0] = word;
    for (let i = 1; i < SIZE; i++) {
      // Schrage's form of 16807·word mod 2^31−1, which is what the C library computes, negative words included.
      const high = Math.trunc(word / 127773);
      word = 16807 * (word - high * 127773) - 2836 * high;
      if (word < 0) word += 0x7fffffff;
      ring[i] = word;
    }
    this.#at = LAG;
    this.#seeded = true;
    for (let i = 0; i < WARM_UP; i++) this.next();
  }

  /** The next number, an integer 0 … `RAND_MAX`. */
  next(): number {
    if (!this.#seeded) this.seed(1);
    const ring = this.#ring;
    const at = this.#at;
    const word = ((ring[at] ?? 0) + (ring[(at + SIZE - LAG) % SIZE] ?? 0)) | 0;
    ring[at] = word;
    this.#at = (at + 1) % SIZE;
    return word >>> 1;
  }
}
