/**
 * A bounded cache by text: two generations of entries. When the young one is full the old one is forgotten; what is asked for again
 * becomes young again. So entries in use stay, and looking one up costs one map access.
 */
export class BoundedCache<Entry> {
  readonly #generation: number;
  readonly #maxKey: number;
  #young = new Map<string, Entry>();
  #old = new Map<string, Entry>();

  /** Keeps at most 2 × `generation` entries; keys longer than `maxKey` are not kept. */
  constructor(generation: number, maxKey: number) {
    this.#generation = generation;
    this.#maxKey = maxKey;
  }

  get(key: string): Entry | undefined {
    return this.#young.get(key) ?? this.#older(key);
  }

  #older(key: string): Entry | undefined {
    const entry = this.#old.get(key);
    if (entry !== undefined) this.set(key, entry);
    return entry;
  }

  set(key: string, entry: Entry): void {
    if (key.length > this.#maxKey) return;
    if (this.#young.size >= this.#generation) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, entry);
  }
}
