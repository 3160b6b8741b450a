/**
 * A realm is what one script instance has of its own: globals, limits, the host it talks to. Library functions are shared by all
 * instances of the process and find theirs through `rt.realm`.
 */
import { type Budget, MemoryUse } from "./budget.ts";
import type { DebugState } from "./debug-stack.ts";
import type { Dialect } from "./dialect.ts";
import { Finalizers } from "./finalizers.ts";
import type { GlobalTable } from "./globals.ts";
import type { Host } from "./host.ts";
import { rt } from "./machine.ts";
import { nothing } from "./nothing.ts";
import { type StringRules, stringRulesOf } from "./string-rules.ts";
import { LuaTable } from "./table.ts";

/** What one call from the host may use. */
export interface Limits {
  /** Units of fuel: about one loop iteration, or 64 bytes of string work, each. */
  readonly fuel: number;
  readonly memoryBytes: number;
  readonly deadlineMs: number;
  /** Bytes that `print` may put out; as many as it likes where this is not given. */
  readonly printBytes?: number;
}

/**
 * What is known of objects besides what they hold. An instance has maps of its own, since V8 never makes a map smaller: one of the process would stay as
 * large as the worst script made it.
 */
class ObjectNotes {
  /** Made-up addresses of objects that were printed: see `address` in tostring.ts. */
  readonly addresses = new WeakMap<object, number>();
  nextAddress = 0x55d0c0de0000;
}

/** Types other than tables, userdata and strings, whose values share one metatable per instance. */
export type SharedType = "nil" | "boolean" | "number" | "function" | "thread";

export class Realm {
  readonly dialect: Dialect;
  /** What the string library of the dialect does its own way. */
  readonly stringRules: StringRules;
  readonly host: Host;
  readonly limits: Limits;
  readonly memoryUse = new MemoryUse();
  /** The table of globals (`_G`). */
  readonly globals: GlobalTable;
  /** The globals of the main line: what code that is loaded in it gets. Another table than `globals` only after `setfenv(0, …)`. */
  mainGlobals: LuaTable;
  /**
   * True where scripts collect nothing and have no finalisers: one collection takes tens of milliseconds of all sessions, and looks at what is not the
   * script's. So it is in dialect `vpop3`, and on servers in any.
   */
  readonly sharesHeap: boolean;
  /** The weak tables that there were, some of them gone; empty where the heap is shared, and nobody asks. */
  #weakTables: WeakRef<LuaTable>[] = [];
  #sweepWeakTablesAt = 64;
  /** Bytes of JavaScript heap in use when the instance was made; 0 where it is shared. */
  readonly heapAtStart: number;
  /** Objects with finalisers; undefined where there are none. */
  readonly finalizers: Finalizers | undefined;
  /** The budget of the call that runs now. */
  budget: Budget;
  /** The table in which strings have their methods; an empty one where there is none, and until it is first needed. */
  stringMethods: LuaTable = nothing();
  /** True once the table library keeps the size of a list (`LibraryState.sizes`). */
  keepsSizes = false;
  #stringMetatable: LuaTable | undefined = undefined;
  #stringMetatableMade: boolean;
  #typeMetatables: Map<SharedType, LuaTable> | undefined = undefined;
  #registry: Map<string | symbol, unknown> | undefined = undefined;
  #objectNotes: ObjectNotes | undefined = undefined;

  constructor(dialect: Dialect, host: Host, limits: Limits, globals: GlobalTable, budget: Budget) {
    this.dialect = dialect;
    this.stringRules = stringRulesOf(dialect);
    this.host = host;
    this.limits = limits;
    this.globals = globals;
    this.mainGlobals = globals;
    globals.owner = this;
    this.sharesHeap = dialect === "vpop3" || host.memory.shared;
    this.heapAtStart = this.sharesHeap ? 0 : host.memory.usedBytes();
    this.finalizers = this.sharesHeap ? undefined : new Finalizers();
    this.budget = budget;
    this.#stringMetatableMade = dialect === "5.0";
  }

  /** A table has become weak. */
  noteWeak(table: LuaTable): void {
    if (this.sharesHeap) return;
    if (this.#weakTables.push(new WeakRef(table)) < this.#sweepWeakTablesAt) return;
    this.#weakTables = this.#weakTables.filter((each) => each.deref() !== undefined);
    this.#sweepWeakTablesAt = Math.max(64, 2 * this.#weakTables.length);
  }

  /** Those that are still there; goes through all that were ever noted since the last sweep. */
  get weakTables(): readonly LuaTable[] {
    return this.#weakTables.flatMap((each) => each.deref() ?? []);
  }

  /** True once a table has become weak; may stay so after all of them have gone. */
  get hasWeakTables(): boolean {
    return this.#weakTables.length > 0;
  }

  /** The metatable of all strings: `{ __index = string }` (Lua 5.1 manual §5.4); 5.0 has none. */
  get stringMetatable(): LuaTable | undefined {
    if (!this.#stringMetatableMade) {
      this.#stringMetatableMade = true;
      const library = this.globals.getString("string");
      if (library instanceof LuaTable) {
        const metatable = new LuaTable();
        metatable.set("__index", library);
        this.stringMetatable = metatable;
      }
    }
    return this.#stringMetatable;
  }

  set stringMetatable(table: LuaTable | undefined) {
    if (this.#stringMetatable !== undefined) this.#stringMetatable.asMetatable().changed = undefined;
    this.#stringMetatableMade = true;
    this.#stringMetatable = table;
    if (table !== undefined) table.asMetatable().changed = () => this.#findStringMethods();
    this.#findStringMethods();
  }

  #findStringMethods(): void {
    this.stringMethods = this.#stringMetatable?.asMetatable().index ?? nothing();
    if (rt.realm === this) rt.strings = this.stringMethods;
  }

  /** Metatables that `debug.setmetatable` gave to the other types. */
  get typeMetatables(): Map<SharedType, LuaTable> {
    this.#typeMetatables ??= new Map();
    return this.#typeMetatables;
  }

  /** Addresses of objects and the like, made when first asked for. */
  get objectNotes(): ObjectNotes {
    this.#objectNotes ??= new ObjectNotes();
    return this.#objectNotes;
  }

  /** Set once something runs in debug mode. */
  debug: DebugState | undefined = undefined;

  /** What libraries keep per instance, by a key of their own. */
  get registry(): Map<string | symbol, unknown> {
    this.#registry ??= new Map();
    return this.#registry;
  }
}
