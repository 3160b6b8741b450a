/**
 * Makes queue identifiers: 16 lower-case letters and digits, safe as a file name and in a header. They sort by time, so that the
 * database's index grows at its end; the random part keeps processes and restarts apart.
 */
import { randomInt } from "node:crypto";

const COUNTER_LIMIT = 36 ** 3;
const RANDOM_LIMIT = 36 ** 4;

export class MessageIds {
  readonly #nowMs: () => number;
  #counter = randomInt(COUNTER_LIMIT);

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** A new identifier; unique in this process up to 46 656 within a millisecond, and almost certainly beyond. */
  next(): string {
    this.#counter = (this.#counter + 1) % COUNTER_LIMIT;
    return digits(this.#nowMs(), 9) + digits(this.#counter, 3) + digits(randomInt(RANDOM_LIMIT), 4);
  }
}

function digits(n: number, width: number): string {
  return n.toString(36).padStart(width, "0");
}
