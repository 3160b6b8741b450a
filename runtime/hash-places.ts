/**
 * The places of PUC Lua's hash part and the keys that hold them: which key finds a place decides when both parts of a table get new sizes.
 * A key whose own place (`mainposition`) is held by one that is nil takes it; else it takes the last place that nobody has held yet, or moves a key
 * there that is not in its own. Where the place depends on an address or on 5.2's random seed, any will do.
 *
 * Governing text: `luaH_newkey`, `getfreepos`, `hashnum` in ltable.c, `luaS_newlstr` in lstring.c.
 */
import { rt } from "./machine.ts";
import type { Value } from "./value.ts";

/** To look at a number's bits. */
const DOUBLE = new Float64Array(1);
const HALVES = new Uint32Array(DOUBLE.buffer);

export class HashPlaces {
  /** The keys; undefined: never held. */
  readonly #keys: Value[] = [];
  readonly #size: number;
  #lastFree: number;

  /** `size` is a power of two. */
  constructor(size: number) {
    this.#size = size;
    this.#lastFree = size;
    for (let i = 0; i < size; i++) this.#keys.push(undefined);
  }

  has(key: Value): boolean {
    return this.#keys.includes(key);
  }

  /** The keys in the order in which a new hash part takes them over. */
  keys(): Value[] {
    return this.#keys.filter((key) => key !== undefined).reverse();
  }

  /** Gives a key a place. False if there is none. */
  add(key: Value, isNil: (key: Value) => boolean): boolean {
    const own = this.#placeOf(key);
    const holder = this.#keys[own];
    if (holder !== undefined && !isNil(holder)) {
      const free = this.#free();
      if (free < 0) return false;
      if (this.#placeOf(holder) === own) {
        this.#keys[free] = key;
        return true;
      }
      this.#keys[free] = holder;
    }
    this.#keys[own] = key;
    return true;
  }

  #free(): number {
    while (this.#lastFree > 0) {
      this.#lastFree--;
      if (this.#keys[this.#lastFree] === undefined) return this.#lastFree;
    }
    return -1;
  }

  #placeOf(key: Value): number {
    if (typeof key === "string") return hashOfText(key) & (this.#size - 1);
    if (typeof key === "boolean") return Number(key) & (this.#size - 1);
    return typeof key === "number" ? hashOfNumber(key) % ((this.#size - 1) | 1) : 0;
  }
}

function hashOfText(text: string): number {
  const step = (text.length >> 5) + 1;
  let hash = text.length;
  for (let i = text.length; i >= step; i -= step) hash ^= (hash << 5) + (hash >>> 2) + text.charCodeAt(i - 1);
  return hash >>> 0;
}

function hashOfNumber(key: number): number {
  const old = rt.realm?.dialect === "5.1"; // the host makes tables before there is a realm, too
  if (old && key === 0) return 0;
  DOUBLE[0] = old ? key : key + 1;
  const sum = (HALVES[0] ?? 0) + (HALVES[1] ?? 0);
  if (old) return sum >>> 0;
  return Math.abs(sum | 0) % 2 ** 31;
}
