/**
 * The places of a small hash part of PUC Lua's and the keys that hold them: which key finds a place decides when both parts of a table get new
 * sizes. A key whose own place (`mainposition`) is held by one that is nil takes it; else it takes the last place that nobody has held yet, or
 * moves a key there that is not in its own. Where the place depends on an address or on 5.2's random seed, any will do.
 *
 * Governing text: `luaH_newkey`, `getfreepos`, `hashnum` in ltable.c, `luaS_newlstr` in lstring.c.
 */
import { rt } from "./machine.ts";
import type { Value } from "./value.ts";

/** Hash parts of so many places are followed place by place. */
export const MOST_PLACES = 32;

/** What the places of a new hash part are copied from. */
const FREE: readonly Value[] = new Array<Value>(MOST_PLACES).fill(undefined);

/** To look at a number's bits. */
const DOUBLE = new Float64Array(1);
const HALVES = new Uint32Array(DOUBLE.buffer);

/** A table that tells which keys are nil. */
export interface Holders<T> {
  isThere(table: T, key: Value): boolean;
}

export class HashPlaces {
  /** The keys; undefined: never held. */
  readonly #keys: Value[];
  readonly #size: number;
  #lastFree: number;
  /** No integer beyond this has a place: the end of a queue is not looked for. */
  #most = 0;

  /** `size` is a power of two up to `MOST_PLACES`. */
  constructor(size: number) {
    this.#size = size;
    this.#lastFree = size;
    this.#keys = FREE.slice(0, size);
  }

  /** True if the key has a place, also while its value is nil. */
  has(key: Value): boolean {
    return this.#find(key) >= 0;
  }

  /** How many places are or have been held. */
  held(): number {
    let count = 0;
    for (const key of this.#keys) if (key !== undefined) count++;
    return count;
  }

  /** The keys that are not nil, in the order in which a new hash part takes them over. */
  living<T>(holders: Holders<T>, table: T): Value[] {
    const living: Value[] = [];
    for (let at = this.#size - 1; at >= 0; at--) {
      const key = this.#keys[at];
      if (key !== undefined && holders.isThere(table, key)) living.push(key);
    }
    return living;
  }

  /** Gives a key a place. False if there is none. */
  add<T>(key: Value, holders: Holders<T>, table: T): boolean {
    if (typeof key === "number" && key > this.#most) this.#most = key;
    const own = this.#placeOf(key);
    const holder = this.#keys[own];
    if (holder !== undefined && holders.isThere(table, holder)) {
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

  #find(key: Value): number {
    const keys = this.#keys;
    if (typeof key === "number" && key > this.#most) return -1;
    const own = this.#placeOf(key);
    if (keys[own] === key) return own;
    for (let at = 0; at < keys.length; at++) if (keys[at] === key) return at;
    return -1;
  }

  #free(): number {
    while (this.#lastFree > 0) {
      this.#lastFree--;
      if (this.#keys[this.#lastFree] === undefined) return this.#lastFree;
    }
    return -1;
  }

  #placeOf(key: Value): number {
    if (typeof key === "number") return remainder(hashOfNumber(key), (this.#size - 1) | 1);
    if (typeof key === "string") return hashOfText(key) & (this.#size - 1);
    return typeof key === "boolean" ? Number(key) & (this.#size - 1) : 0;
  }
}

function hashOfText(text: string): number {
  const step = (text.length >> 5) + 1;
  let hash = text.length;
  for (let i = text.length; i >= step; i -= step) hash ^= (hash << 5) + (hash >>> 2) + text.charCodeAt(i - 1);
  return hash >>> 0;
}

/** `hash % divisor` of a hash of 32 bits and a small divisor: for V8 all of it are small integers. */
function remainder(hash: number, divisor: number): number {
  return (((hash >>> 16) % divisor) * (0x10000 % divisor) + ((hash & 0xffff) % divisor)) % divisor;
}

function hashOfNumber(key: number): number {
  const old = rt.realm?.dialect === "5.1"; // the host makes tables before there is a realm, too
  if (old && key === 0) return 0;
  DOUBLE[0] = old ? key : key + 1;
  const sum = (((HALVES[0] ?? 0) | 0) + ((HALVES[1] ?? 0) | 0)) | 0;
  return old || sum >= 0 ? sum : -sum & 0x7fffffff;
}
