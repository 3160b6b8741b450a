/**
 * The entries of a weak table (`__mode`): keys or values that are objects do not keep themselves alive.
 *
 * In 5.2 a weak key's value lives in a WeakMap under the key, so that a value which leads back to its key does not keep it alive either (an
 * ephemeron); 5.0 and 5.1 keep such pairs. Weak values are held by WeakRefs. Strings are values, as in Lua: they never go. What was collected
 * looks like a tombstone and is swept when the table grows.
 *
 * Limits, because JavaScript decides: an entry goes when V8 collects its object, and not during the synchronous stretch of code in which it was last
 * looked at, unless the host ends the stretch for a collection (`HostMemory.collect`). `__mode` counts from `setmetatable` on: setting
 * it in a metatable afterwards has no effect on tables that have it already.
 *
 * Governing text: Lua 5.1 manual §2.10.2, Lua 5.2 manual §2.5.2.
 */
import { passOver } from "./pass-over.ts";
import type { Value } from "./value.ts";

type Collectable = Exclude<Value, undefined | boolean | number | string>;

/** Entries added between two sweeps, at least. */
const SWEEP_EVERY = 64;

export class WeakHash {
  readonly weakKeys: boolean;
  readonly weakValues: boolean;
  private readonly ephemeral: boolean;
  /** Places of object keys; those of other keys are in `places`. */
  private readonly objects = new WeakMap<Collectable, number>();
  private readonly places = new Map<Value, number>();
  /** Keys in order: an object key as a WeakRef where keys are weak. */
  private readonly slots: (Value | WeakRef<Collectable>)[] = [];
  private readonly contents: (Value | WeakRef<Collectable>)[] = [];
  /** Values of weak object keys. */
  private readonly ephemerons = new WeakMap<Collectable, Value | WeakRef<Collectable>>();
  private sweepAt = SWEEP_EVERY;

  /** `ephemeral`: a value does not keep its weak key alive (5.2). */
  constructor(weakKeys: boolean, weakValues: boolean, ephemeral: boolean) {
    this.weakKeys = weakKeys;
    this.weakValues = weakValues;
    this.ephemeral = ephemeral;
  }

  /** The key's place, −1 if it was never there. A place may hold a tombstone. */
  find(key: Value): number {
    return (isCollectable(key) && this.weakKeys ? this.objects.get(key) : this.places.get(key)) ?? -1;
  }

  /** Undefined for absent keys, and for values that were collected. */
  get(key: Value): Value {
    const at = this.find(key);
    return at < 0 ? undefined : this.valueAt(at);
  }

  /** Undefined where the key was collected. Looking keeps it alive until the stretch of code ends. */
  keyAt(at: number): Value {
    const slot = this.slots[at];
    return slot instanceof WeakRef ? slot.deref() : slot;
  }

  /** Undefined where key or value was collected. Looking keeps the value alive as `keyAt` its key. */
  valueAt(at: number): Value {
    const slot = this.slots[at];
    let content = this.contents[at];
    if (slot instanceof WeakRef) {
      const key = slot.deref();
      if (key === undefined) return undefined;
      if (this.ephemeral) content = this.ephemerons.get(key);
    }
    return content instanceof WeakRef ? content.deref() : content;
  }

  /** Writes at a place that `find` gave. */
  put(at: number, value: Value): void {
    const content = isCollectable(value) && this.weakValues ? new WeakRef(value) : value;
    const slot = this.slots[at];
    if (!(slot instanceof WeakRef) || !this.ephemeral) {
      this.contents[at] = content;
      return;
    }
    const key = slot.deref();
    if (key !== undefined) this.ephemerons.set(key, content);
  }

  /** Adds a key that `find` did not find. */
  add(key: Value, value: Value): void {
    if (this.slots.length >= this.sweepAt) this.sweep();
    const at = this.slots.length;
    if (isCollectable(key) && this.weakKeys) {
      this.objects.set(key, at);
      this.slots.push(new WeakRef(key));
    } else {
      this.places.set(key, at);
      this.slots.push(key);
    }
    this.contents.push(undefined);
    this.put(at, value);
  }

  /** The first place at or after `from` that holds a value, −1 at the end. */
  occupied(from: number): number {
    let at = from;
    while (at < this.slots.length && this.valueAt(at) === undefined) at++;
    if (at > from) passOver(at - from);
    return at < this.slots.length ? at : -1;
  }

  /** Takes out the entries whose weak values are among these. */
  drop(values: ReadonlySet<Value>): void {
    if (!this.weakValues) return;
    for (let at = 0; at < this.slots.length; at++) if (values.has(this.valueAt(at))) this.put(at, undefined);
  }

  /** What gives the entry of a weak key, if there is one, to another key; no entry may be added before. Holds the value. */
  heldEntry(key: Value): ((heir: Collectable) => void) | undefined {
    const at = this.find(key);
    if (at < 0 || !isCollectable(key) || !this.weakKeys) return undefined;
    const content = this.ephemeral ? this.ephemerons.get(key) : this.contents[at];
    return (heir) => {
      this.slots[at] = new WeakRef(heir);
      this.objects.set(heir, at);
      if (this.ephemeral) this.ephemerons.set(heir, content);
      else this.contents[at] = content;
    };
  }

  /** Closes the gaps of what was deleted or collected. Only a new key gets here, so no traversal is under way. */
  private sweep(): void {
    let to = 0;
    for (let at = 0; at < this.slots.length; at++) {
      const key = this.keyAt(at);
      const slot = this.slots[at];
      if (this.valueAt(at) === undefined) {
        if (slot instanceof WeakRef) {
          if (isCollectable(key)) this.objects.delete(key);
        } else this.places.delete(slot);
        continue;
      }
      this.slots[to] = slot;
      this.contents[to] = this.contents[at];
      if (slot instanceof WeakRef) {
        if (isCollectable(key)) this.objects.set(key, to);
      } else this.places.set(slot, to);
      to++;
    }
    this.slots.length = this.contents.length = to;
    this.sweepAt = Math.max(SWEEP_EVERY, 2 * to);
  }
}

/** Objects: what a garbage collector collects in Lua, strings apart. */
function isCollectable(value: Value): value is Collectable {
  return typeof value === "object" || typeof value === "function";
}
