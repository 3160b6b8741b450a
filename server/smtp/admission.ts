/** How many sessions are open, in all and by client address. One for all services of a process. */

export class Admission {
  readonly #maxSessions: number;
  readonly #maxPerAddress: number;
  readonly #byAddress = new Map<string, number>();
  #sessions = 0;

  /** `maxPerAddress` 0: unlimited. */
  constructor(maxSessions: number, maxPerAddress: number) {
    this.#maxSessions = maxSessions;
    this.#maxPerAddress = maxPerAddress;
  }

  /** How many are open now. */
  get sessions(): number {
    return this.#sessions;
  }

  /** Counts a session in; false if there are too many. Each true needs one `leave`. */
  enter(address: string): boolean {
    const here = this.#byAddress.get(address) ?? 0;
    if (this.#sessions >= this.#maxSessions || (this.#maxPerAddress > 0 && here >= this.#maxPerAddress)) return false;
    this.#sessions++;
    this.#byAddress.set(address, here + 1);
    return true;
  }

  /** Counts out what `enter` counted in. */
  leave(address: string): void {
    const here = this.#byAddress.get(address) ?? 0;
    this.#sessions--;
    if (here <= 1) this.#byAddress.delete(address);
    else this.#byAddress.set(address, here - 1);
  }
}
