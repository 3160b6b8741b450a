/**
 * A bounded cache by text: two generations of entries. When the young one is full the old one is forgotten; what is asked for again
 * becomes young again. So entries in use stay, and looking one up costs one map access.
 */
export class BoundedCache<Entry> {
  readonly #generation: number;
  readonly #maxKey: number;
  readonly #weightOf: (key: string, entry: Entry) => number;
  #young = new Map<string, Entry>();
  #youngWeight = 0;
  #old = new Map<string, Entry>();

  /** Keeps entries that weigh up to 2 × `generation`, where each weighs 1 if nothing else is said; keys longer than `maxKey` are not kept. */
  constructor(generation: number, maxKey: number, weightOf: (key: string, entry: Entry) => number = () => 1) {
    this.#generation = generation;
    this.#maxKey = maxKey;
    this.#weightOf = weightOf;
  }

  /** Undefined: never kept, or forgotten. */
  get(key: string): Entry | undefined {
    return this.#young.get(key) ?? this.#older(key);
  }

  #older(key: string): Entry | undefined {
    const entry = this.#old.get(key);
    if (entry !== undefined) this.set(key, entry);
    return entry;
  }

  /** May forget all entries that were not asked for lately; keeps none that is too long or too heavy. */
  set(key: string, entry: Entry): void {
    if (key.length > this.#maxKey) return;
    const weight = this.#weightOf(key, entry);
    if (weight > this.#generation) return;
    if (this.#youngWeight + weight > this.#generation) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngWeight = 0;
    }
    this.#youngWeight += weight;
    this.#young.set(key, entry);
  }
}
