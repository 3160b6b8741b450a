/**
 * The table of globals of a script instance: a table whose string keys are cells. A chunk asks for the cell of each global it names once,
 * when it is instantiated, and reads and writes it directly from then on.
 *
 * A library is a `Lazy` until its global is first asked for, so that an instance pays only for what its script touches.
 *
 * Invariant: the hash and the properties hold no string keys; every cell that was handed out stays in its place for ever.
 */
import { setindex } from "./assigning.ts";
import { index } from "./indexing.ts";
import { rt } from "./machine.ts";
import { PLAIN } from "./meta-record.ts";
import type { Realm } from "./realm.ts";
import { LuaTable } from "./table.ts";
import type { Value } from "./value.ts";

/** More kinds of cells than a program has globals, and fewer than V8 keeps as successors of one shape. */
const CELL_KINDS = Array.from({ length: 512 }, (_, kind) => `kind ${kind}`);

/**
 * The place of one global. V8 notes for each shape of objects what a property holds: of one shape for all cells it would know nothing,
 * so a number with a fraction would take a new object at each assignment, and functions could not be put into their callers. Therefore
 * the name gives the cell a mark, which is its shape. `v` comes with the first value: as nil it would be noted as "anything".
 */
export class Cell {
  declare v: Value;

  constructor(name: string) {
    let hash = 0;
    for (let i = 0; i < name.length; i++) hash = (hash * 31 + name.charCodeAt(i)) | 0;
    (this as Marked)[CELL_KINDS[hash & 511] ?? ""] = undefined;
  }
}

/** A cell as its marks see it. */
type Marked = Record<string, unknown>;

/** What a chunk gets to find its globals in. */
export interface Environment {
  cell(name: string): Cell;
  /** The table itself, for chunks that may replace it (`_ENV`, `setfenv`). */
  readonly table: Value;
  /** True if reading or writing a cell may call a metamethod of the globals. */
  readonly isWatched: boolean;
  /** Tells that a global was set to nil: from then on it asks the metatable of the globals, if they have one. */
  emptied(name: string): void;
}

/** Globals that the host has for a script, by name. They are asked for when the script first touches them: most touch a few of many. */
export interface HostGlobals {
  has(name: string): boolean;
  names(): readonly string[];
  value(name: string): Value;
}

/** A global of the host's that the script has touched. Access is raw. */
export class TouchedGlobal {
  readonly name: string;
  readonly #table: GlobalTable;
  readonly #cell: Cell;

  constructor(table: GlobalTable, name: string, cell: Cell) {
    this.#table = table;
    this.name = name;
    this.#cell = cell;
  }

  /** As the script would find it; no metamethod of the globals runs, in reading or in setting. */
  get value(): Value {
    return this.#table.isWatched ? this.#table.getString(this.name) : this.#cell.v;
  }

  set value(value: Value) {
    if (this.#table.isWatched) this.#table.setString(this.name, value);
    else this.#cell.v = value;
  }
}

/** A global that is made when it is first asked for. */
export class Lazy {
  readonly make: () => Value;
  constructor(make: () => Value) {
    this.make = make;
  }
}

/** Globals that instances begin with. */
export type Template = ReadonlyMap<string, Value | Lazy>;

const NOTHING: Template = new Map();
const NO_HOST_GLOBALS: HostGlobals = { has: () => false, names: () => [], value: () => undefined };

export class GlobalTable extends LuaTable implements Environment {
  readonly #cells = new Map<string, Cell>();
  readonly #template: Template;
  /** The instance whose globals these are. */
  owner: Realm | undefined = undefined;
  #host = NO_HOST_GLOBALS;
  #touched: TouchedGlobal[] = [];
  /** The names in order, made when somebody traverses: template first, then new ones. */
  #order: string[] | undefined = undefined;
  #places: Map<string, number> | undefined = undefined;
  /** The raw values of cells that ask the metatable of the globals while they are nil. */
  #watched: Map<string, Cell> | undefined = undefined;

  constructor(template: Template = NOTHING) {
    super();
    this.#template = template;
    this.meta = PLAIN.twin;
  }

  get table(): LuaTable {
    return this;
  }

  cell(name: string): Cell {
    let cell = this.#cells.get(name);
    if (cell === undefined) {
      const value = this.#template.get(name);
      cell = new Cell(name);
      this.#cells.set(name, cell);
      if (value !== undefined) cell.v = value instanceof Lazy ? this.#made(value) : value;
      else if (this.#host.has(name)) {
        cell.v = this.#host.value(name);
        this.#touched.push(new TouchedGlobal(this, name, cell));
      } else if (this.#order !== undefined && this.#places?.has(name) === false) {
        this.#places.set(name, this.#order.length);
        this.#order.push(name);
      }
      if (this.meta.table !== undefined && cell.v === undefined) this.#watch(cell, name);
    }
    return cell;
  }

  /** Also where the host asks, which reads what hooks return after the code has left the machine. */
  #made(lazy: Lazy): Value {
    const { realm } = rt;
    rt.realm = this.owner ?? realm;
    try {
      return lazy.make();
    } finally {
      rt.realm = realm;
    }
  }

  override getString(key: string): Value {
    const watched = this.#watched?.get(key);
    if (watched !== undefined) return watched.v;
    const cell = this.#cells.get(key);
    if (cell !== undefined) return cell.v;
    return this.#template.has(key) || this.#host.has(key) ? this.cell(key).v : undefined;
  }

  /** True if the global is a function now. One that nobody has touched is none, but for those of the libraries. */
  isFunction(name: string): boolean {
    const cell = this.#cells.get(name);
    if (cell === undefined) return this.#template.has(name) && typeof this.getString(name) === "function";
    return typeof (this.#watched === undefined ? cell.v : this.getString(name)) === "function";
  }

  override setString(key: string, value: Value): void {
    if (value === undefined && !this.#cells.has(key) && !this.#template.has(key) && !this.#host.has(key)) return;
    const cell = this.cell(key);
    const watched = this.#watched?.get(key);
    if (watched !== undefined) watched.v = value;
    else cell.v = value;
    if (value === undefined) this.emptied(key);
  }

  override setField(key: string, value: Value): void {
    this.setString(key, value);
  }

  /**
   * Gives the script globals of the host, in the place of those given before; what it has touched keeps its value. The list tells what
   * it has touched, and grows.
   */
  give(host: HostGlobals): readonly TouchedGlobal[] {
    this.#host = host;
    this.#order = undefined;
    this.#touched = [];
    for (const [name, cell] of this.#cells) if (host.has(name)) this.#touched.push(new TouchedGlobal(this, name, cell));
    return this.#touched;
  }

  get isWatched(): boolean {
    return this.#watched !== undefined;
  }

  emptied(name: string): void {
    if (this.meta.table === undefined || this.#watched?.has(name) === true) return;
    const cell = this.#cells.get(name);
    if (cell !== undefined) this.#watch(cell, name);
  }

  /** Globals are never weak: they live in cells, which code holds. */
  protected override weaken(): void {}

  override get metatable(): LuaTable | undefined {
    return super.metatable;
  }

  override set metatable(table: LuaTable | undefined) {
    super.metatable = table;
    if (table === undefined) return;
    for (const [name, cell] of this.#cells) {
      if (this.getString(name) === undefined && this.#watched?.has(name) !== true) this.#watch(cell, name);
    }
  }

  /**
   * Makes a nil cell ask the metatable on reads and writes (`setmetatable(_G, …)`). Cells that hold a value stay plain until they are `emptied`, which
   * code tells of the literal nil, and of whatever may be nil where the same chunk sets such a metatable.
   */
  #watch(cell: Cell, name: string): void {
    const raw = new Cell(name);
    this.#watched ??= new Map();
    this.#watched.set(name, raw);
    Object.defineProperty(cell, "v", {
      get: () => raw.v ?? index(this, name),
      set: (value: Value) => {
        if (raw.v !== undefined) raw.v = value;
        else setindex(this, name, value);
      },
    });
  }

  override nextKey(key: Value): Value {
    if (typeof key !== "string") {
      const following = super.nextKey(key);
      return following === undefined ? this.#nextName(0) : following;
    }
    this.#sort();
    const at = this.#places?.get(key);
    return at === undefined ? false : this.#nextName(at + 1);
  }

  #nextName(from: number): Value {
    const names = this.#sort();
    for (let i = from; i < names.length; i++) {
      const name = names[i];
      if (name !== undefined && this.getString(name) !== undefined) return name;
    }
    return undefined;
  }

  #sort(): string[] {
    if (this.#order !== undefined) return this.#order;
    const names = new Set([...this.#template.keys(), ...this.#host.names(), ...this.#cells.keys()]);
    this.#order = [...names];
    this.#places = new Map(this.#order.map((name, i) => [name, i]));
    return this.#order;
  }
}
