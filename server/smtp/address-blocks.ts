/**
 * Client addresses that a rule has blocked for a time (VPOP3.md §3, return 6). Kept in memory: a restart forgives. Bounded: the oldest
 * block goes when there are too many.
 */

const MAX_BLOCKS = 100_000;

export class AddressBlocks {
  readonly #until = new Map<string, number>();
  readonly #durationMs: number;

  constructor(durationMs: number) {
    this.#durationMs = durationMs;
  }

  /** From now on, also if it is blocked already. */
  block(address: string): void {
    this.#until.delete(address);
    this.#until.set(address, Date.now() + this.#durationMs);
    if (this.#until.size > MAX_BLOCKS) {
      const [oldest] = this.#until.keys();
      if (oldest !== undefined) this.#until.delete(oldest);
    }
  }

  /** Forgets a block that is over. */
  isBlocked(address: string): boolean {
    const until = this.#until.get(address);
    if (until === undefined) return false;
    if (until > Date.now()) return true;
    this.#until.delete(address);
    return false;
  }
}
