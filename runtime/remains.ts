/**
 * What is left of an object when JavaScript's collector has taken it: a copy, which nobody can tell from it, since nobody has the object any more. So
 * finalisers get an object that has become garbage, though JavaScript only tells that it has gone.
 *
 * A copy holds what the object holds. If that leads back to the object, the object does not go; whether it is garbage must then be found in another way.
 */
import { rt } from "./machine.ts";
import { LuaTable, type WeakTable } from "./table.ts";
import { LuaUserdata } from "./value.ts";

export type Finalizable = LuaTable | LuaUserdata;

/** Stands for an object that it does not keep alive. */
export class Remains {
  readonly copy: Finalizable;
  /** The object's number in order of creation. */
  readonly age: number;
  readonly #object: WeakRef<Finalizable>;
  /** Give the copy the object's entries in tables with weak keys. */
  readonly #entries: readonly ((heir: Finalizable) => void)[];

  /** Undefined for an object of a kind that cannot be copied. */
  static of(object: Finalizable, age: number, weakTables: readonly WeakTable[]): Remains | undefined {
    const copy = copyOf(object);
    return copy === undefined ? undefined : new Remains(object, copy, age, weakTables);
  }

  private constructor(object: Finalizable, copy: Finalizable, age: number, weakTables: readonly WeakTable[]) {
    this.copy = copy;
    this.age = age;
    this.#object = new WeakRef(object);
    this.#entries = weakTables.flatMap((table) => table.heldEntry(object) ?? []);
    const { addresses } = rt.realm.objectNotes;
    const address = addresses.get(object);
    if (address !== undefined) addresses.set(copy, address);
  }

  /** The object, if it is there still. */
  get object(): Finalizable | undefined {
    return this.#object.deref();
  }

  /** The copy, which takes the object's place for good. */
  successor(): Finalizable {
    for (const give of this.#entries) give(this.copy);
    return this.copy;
  }
}

function copyOf(object: Finalizable): Finalizable | undefined {
  const kind: unknown = object.constructor;
  if (kind === LuaTable) return Object.assign(new LuaTable(), object);
  return kind === LuaUserdata ? Object.assign(new LuaUserdata(undefined), object) : undefined;
}
