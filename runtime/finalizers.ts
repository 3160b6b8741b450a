/**
 * Finalisers (`__gc`): functions that get an object when it has become garbage. The host tells which of the objects that have one are garbage
 * (`HostMemory.takeUnreachable`), when the script asks for a collection; when the program ends all others get theirs.
 *
 * In 5.0 and 5.1 userdata have finalisers, and what counts is the metatable at the end; in 5.2 tables do, if `__gc` was there when
 * they got their metatable.
 *
 * Governing text: Lua 5.1 manual §2.10.1, Lua 5.2 manual §2.5.1.
 */
import { call } from "./call.ts";
import { type Frame, rt } from "./machine.ts";
import { pcall } from "./protected-call.ts";
import { reachableFrom } from "./reachable.ts";
import { none } from "./registers.ts";
import { capture, suspended } from "./suspend.ts";
import { LuaTable, WeakTable } from "./table.ts";
import { LuaUserdata, type Result, type Value } from "./value.ts";

type Finalizable = LuaTable | LuaUserdata;

export class Finalizers {
  /** In order of creation. Nothing else holds them for us. */
  readonly #objects: Finalizable[] = [];
  readonly #known = new WeakSet<Finalizable>();
  /** Garbage that waits for its finaliser. */
  readonly #waiting: Finalizable[] = [];

  /** An object may have a finaliser when it becomes garbage. */
  add(object: Finalizable): void {
    if (this.#known.has(object)) return;
    this.#known.add(object);
    this.#objects.push(object);
  }

  get empty(): boolean {
    return this.#objects.length === 0 && this.#waiting.length === 0;
  }

  /** Finds the garbage among the objects; all other garbage is collected. */
  find(): void {
    const { values: inUse } = reachableFrom(rt.realm.globals);
    if (this.#objects.every((object) => inUse.has(object))) {
      rt.realm.host.memory.collect(!rt.realm.hasWeakTables);
      return;
    }
    const gone = rt.realm.host.memory.takeUnreachable(this.#objects).filter(isFinalizable).reverse();
    if (gone.length === 0) return;
    for (const object of gone) {
      this.#waiting.push(object);
      this.#known.delete(object);
    }
    // Weak references to them are cleared before they are finalised, weak keys after.
    const values = new Set<Value>(gone);
    for (const table of rt.realm.weakTables) if (table instanceof WeakTable) table.dropValues(values);
  }

  /** Finalises what was found, the latest object first; an error ends it for this time. */
  *run(): Frame {
    for (let object = this.#waiting.shift(); object !== undefined; object = this.#waiting.shift()) {
      const finalizer = finalizerOf(object);
      if (finalizer !== undefined && suspended(call(finalizer, object))) yield;
    }
    return none();
  }

  /** Finalises all objects at the end of the program; errors are lost. */
  *runAll(): Frame {
    for (const object of this.#objects.splice(0).reverse()) this.#waiting.push(object);
    for (let object = this.#waiting.shift(); object !== undefined; object = this.#waiting.shift()) {
      const finalizer = finalizerOf(object);
      if (finalizer !== undefined && suspended(pcall(finalizer, object))) yield;
    }
    return none();
  }
}

function isFinalizable(object: object): object is Finalizable {
  return object instanceof LuaTable || object instanceof LuaUserdata;
}

function finalizerOf(object: Finalizable): Value {
  const finalizer = object.metatable?.get("__gc");
  // 5.2 passes over anything else.
  return rt.realm.dialect === "5.2" && typeof finalizer !== "function" ? undefined : finalizer;
}

/** What a program does at its very end (`lua_close`). */
export function finalizeAll(): Result {
  const rest = rt.realm.finalizers?.runAll();
  if (rest === undefined) return none();
  const step = rest.next();
  return step.done ? step.value : capture(rest);
}
