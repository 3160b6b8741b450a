/**
 * What a module's tables with names are made by: a constructor for each list of names, so that there is room in the object itself
 * (runtime/table-maker.ts), also for what the tables get later.
 *
 *     const key$table = tableMaker(function (key) {
 *       this.meta = PLAIN;
 *       this.arr = NO_ITEMS;
 *       this.hash = undefined;
 *       this.room = NO_ROOM;
 *       this.$key = key;
 *       this.$left = undefined;
 *     });
 */
import { type AbsentFields, absentFields } from "../analyse/absent-fields.ts";
import type { Bindings } from "../analyse/bindings.ts";
import type { Contents } from "../analyse/contents.ts";
import { LaterFields } from "../analyse/later-fields.ts";
import type { Chunk, TableConstructor } from "../ast.ts";
import type { DoorValue, Imports } from "./door.ts";
import type { Lines } from "./lines.ts";
import { type NameSet, safeName } from "./names.ts";
import { once } from "./once.ts";

interface Shape {
  readonly name: string;
  readonly fields: readonly string[];
  readonly later: readonly string[];
}

/** What the constructors use of their module. */
interface Owner extends Imports {
  readonly names: NameSet;
  /** The property of a constant key, undefined for keys that are none. */
  field(key: string): string | undefined;
}

/** What a table without items begins with, in the order of `LuaTable`. */
const BEGINNING: readonly (readonly [field: string, value: DoorValue | undefined])[] = [
  ["meta", "PLAIN"],
  ["arr", "NO_ITEMS"],
  ["hash", undefined],
  ["room", "NO_ROOM"],
];

export class TableShapes {
  readonly #owner: Owner;
  readonly #shapes = new Map<string, Shape>();
  /** Found out at the first field or table of the chunk. */
  readonly #absent: () => AbsentFields;
  readonly #later: () => LaterFields;
  readonly #inherits: boolean;

  constructor(owner: Owner, chunk: Chunk, contents: Contents, bindings: Bindings) {
    this.#owner = owner;
    this.#inherits = bindings.defines("__index");
    this.#absent = once(() => absentFields(chunk, contents));
    this.#later = once(() => new LaterFields(chunk, contents, this.#absent(), bindings.calleeOf));
  }

  /** Whether reads of a field (`$name`) look in the classes at once: objects may well not have it themselves (analyse/absent-fields.ts). */
  inherits(field: string): boolean {
    return this.#inherits && this.#absent().names.has(field.slice(1));
  }

  /** The fields that a table may get after this constructor, which gives it those (analyse/later-fields.ts). */
  later(table: TableConstructor, fields: readonly string[]): readonly string[] {
    return this.#later()
      .of(table, fields)
      .filter((field) => this.#owner.field(field) !== undefined);
  }

  /** What makes tables with these fields, to be applied to their values. */
  maker(table: TableConstructor, fields: readonly string[], later = this.later(table, fields)): string {
    const key = `${fields.join(",")};${later.join(",")}`;
    let shape = this.#shapes.get(key);
    if (shape === undefined) {
      const name = this.#owner.names.take(`${[...fields, ...later].slice(0, 2).join("_")}$table`);
      shape = { name, fields, later };
      this.#shapes.set(key, shape);
      for (const field of fields) this.#owner.field(field);
    }
    return `new ${shape.name}`;
  }

  /** Adds the constructors. */
  addTo(lines: Lines, types: boolean): void {
    const owner = this.#owner;
    for (const { name, fields, later } of this.#shapes.values()) {
      const value = types ? `: ${owner.useType("Value")}` : "";
      const parameters = fields.map((field) => safeName(field) + value);
      if (types) parameters.unshift(`this: ${owner.use("LuaTable")}`);
      lines.add(`const ${name} = ${owner.use("tableMaker")}(function (${parameters.join(", ")})${types ? ": void" : ""} {`);
      lines.indent();
      for (const [field, start] of BEGINNING) lines.add(`this.${field} = ${start === undefined ? start : owner.use(start)};`);
      for (const field of fields) lines.add(`this.$${field} = ${safeName(field)};`);
      for (const field of later) lines.add(`this.$${field} = undefined;`);
      lines.outdent();
      lines.add("});");
    }
  }
}
