/**
 * Finalisers (`__gc`): functions that get an object when it has become garbage. The host tells which of the objects that have one are garbage
 * (`HostMemory.takeUnreachable`), when the script asks for a collection; when the program ends all others get theirs.
 *
 * In 5.0 and 5.1 userdata have finalisers, and what counts is the metatable at the end; in 5.2 tables do, if `__gc` was there when
 * they got their metatable.
 *
 * Governing text: Lua 5.1 manual §2.10.1, Lua 5.2 manual §2.5.1.
 */
import { cString } from "./c-string.ts";
import { call } from "./call.ts";
import { LuaError } from "./error.ts";
import { type Frame, rt } from "./machine.ts";
import { caught, pcall } from "./protected-call.ts";
import { reachableFrom } from "./reachable.ts";
import { type Finalizable, Remains } from "./remains.ts";
import { none, suspended } from "./results.ts";
import { capture } from "./suspend.ts";
import { LuaTable, WeakTable } from "./table.ts";
import { LuaUserdata, type Result, type Value } from "./value.ts";

export class Finalizers {
  /** In order of creation. Nothing else holds them for us. */
  readonly #objects: Finalizable[] = [];
  /** The same objects, numbered in order of creation. */
  readonly #known = new WeakMap<Finalizable, number>();
  #added = 0;
  /** Garbage that waits for its finaliser, the first of it last. */
  #waiting: Finalizable[] = [];

  /** An object may have a finaliser when it becomes garbage. */
  add(object: Finalizable): void {
    if (this.#known.has(object)) return;
    this.#known.set(object, ++this.#added);
    this.#objects.push(object);
  }

  /** True if no finaliser is left to run, neither of garbage nor of objects in use. */
  get empty(): boolean {
    return this.#objects.length === 0 && this.#waiting.length === 0;
  }

  /** Finds the garbage among the objects; all other garbage is collected. */
  find(): void {
    const { values: inUse } = reachableFrom(rt.realm.globals);
    const { memory } = rt.realm.host;
    if (this.#objects.every((object) => inUse.has(object))) {
      memory.collect(!rt.realm.hasWeakTables);
      return;
    }
    const { gone: copied, doubtful } = this.#sift(inUse);
    // Only the graph of the whole heap tells objects that are held somewhere from those that hold themselves.
    const gone = doubtful ? [...copied, ...memory.takeUnreachable(this.#objects).filter(isFinalizable)] : copied;
    if (gone.length === 0) return;
    const age = (object: Finalizable): number => this.#known.get(object) ?? 0;
    gone.sort((a, b) => age(a) - age(b));
    this.#waiting = [...gone, ...this.#waiting];
    for (const object of gone) this.#known.delete(object);
    // Weak references to them are cleared before they are finalised, weak keys after.
    const values = new Set<Value>(gone);
    for (const table of rt.realm.weakTables) if (table instanceof WeakTable) table.dropValues(values);
  }

  /** Collects garbage: what of the objects has gone, and whether some are there of which it is not known why. */
  #sift(inUse: ReadonlySet<Value>): { readonly gone: Finalizable[]; readonly doubtful: boolean } {
    const rest = this.#letGo(inUse);
    rt.realm.host.memory.collect();
    return this.#takeBack(rest, inUse);
  }

  /** Holds no more of the objects than copies, those in use apart. */
  #letGo(inUse: ReadonlySet<Value>): readonly (Finalizable | Remains)[] {
    const weakTables = rt.realm.weakTables.filter((table) => table instanceof WeakTable);
    return this.#objects.splice(0).map((object) => {
      return inUse.has(object) ? object : (Remains.of(object, this.#known.get(object) ?? 0, weakTables) ?? object);
    });
  }

  /** Holds again what is still there, and gives copies of what is not. */
  #takeBack(rest: readonly (Finalizable | Remains)[], inUse: ReadonlySet<Value>): { gone: Finalizable[]; doubtful: boolean } {
    const gone: Finalizable[] = [];
    let doubtful = false;
    for (const each of rest) {
      const object = each instanceof Remains ? each.object : each;
      if (object !== undefined) {
        this.#objects.push(object);
        doubtful ||= !inUse.has(object) && finalizerOf(object) !== undefined;
      } else if (each instanceof Remains && finalizerOf(each.copy) !== undefined) {
        this.#known.set(each.copy, each.age);
        gone.push(each.successor());
      }
    }
    return { gone, doubtful };
  }

  /** Finalises what was found, the latest object first; an error ends it for this time. */
  *run(): Frame {
    for (let object = this.#waiting.pop(); object !== undefined; object = this.#waiting.pop()) {
      const finalizer = finalizerOf(object);
      if (finalizer === undefined) continue;
      const { tracing } = rt;
      // 5.2 words the error anew, and no message handler gets it.
      rt.tracing = tracing && rt.realm.dialect !== "5.2";
      try {
        if (suspended(call(finalizer, object))) yield;
      } catch (error) {
        throw rt.realm.dialect === "5.2" ? finalizerError(caught(error)) : error;
      } finally {
        rt.tracing = tracing;
      }
    }
    return none();
  }

  /** Finalises all objects at the end of the program; errors are lost. */
  *runAll(): Frame {
    this.#waiting = [...this.#objects.splice(0), ...this.#waiting];
    for (let object = this.#waiting.pop(); object !== undefined; object = this.#waiting.pop()) {
      const finalizer = finalizerOf(object);
      if (finalizer !== undefined && suspended(pcall(finalizer, object))) yield;
    }
    return none();
  }
}

/** What 5.2 makes of the error of a finaliser (`GCTM` in lgc.c). */
function finalizerError(value: Value): LuaError {
  return new LuaError(`error in __gc metamethod (${typeof value === "string" ? cString(value) : "no message"})`, true);
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
