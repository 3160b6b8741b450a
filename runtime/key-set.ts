/** Integers that are nil and still hold places of PUC Lua's hash part (`PartSizes`). */
import { isPositiveInteger } from "./hash.ts";

/** Numbers: a row of integers, as a queue drops them, and others. */
export class KeySet {
  #first = 1;
  #last = 0;
  #others: Set<number> | undefined = undefined;

  /** True for a number that was added. */
  has(key: number): boolean {
    return this.#inRow(key) || this.#others?.has(key) === true;
  }

  /** Adds a number; costs least for the one that follows the last. */
  add(key: number): void {
    if (this.has(key)) return;
    if (isPositiveInteger(key) && (key === this.#last + 1 || this.#first > this.#last)) {
      if (this.#first > this.#last) this.#first = key;
      this.#last = key;
    } else this.#addOther(key);
  }

  /** False if the key was not there. */
  delete(key: number): boolean {
    if (!this.#inRow(key)) return this.#others?.delete(key) === true;
    // The shorter side of the row joins the others.
    if (key - this.#first < this.#last - key) {
      this.#leave(this.#first, key - 1);
      this.#first = key + 1;
    } else {
      this.#leave(key + 1, this.#last);
      this.#last = key - 1;
    }
    return true;
  }

  #inRow(key: number): boolean {
    return key >= this.#first && key <= this.#last && isPositiveInteger(key);
  }

  #addOther(key: number): void {
    this.#others ??= new Set();
    this.#others.add(key);
  }

  #leave(from: number, to: number): void {
    for (let key = from; key <= to; key++) this.#addOther(key);
  }
}
