/**
 * What a module's tables with names are made by. Up to two names have room in each table; a constructor in the text of so many is a function: named
 * stores in a function of its own are what V8 makes fastest.
 *
 *     function key$table(key) {
 *       const $ = new LuaTable();
 *       $.$key = key;
 *       $.$left = undefined;
 *       return $;
 *     }
 *
 * Those of more have a constructor, one for all with the same names, so that there is room in the object itself (runtime/table-maker.ts):
 *
 *     const x_y$table = tableMaker(function (x, y, z) {
 *       this.meta = PLAIN;
 *       this.arr = NO_ITEMS;
 *       this.hash = undefined;
 *       this.room = NO_ROOM;
 *       this.$x = x;
 *       this.$y = y;
 *       this.$z = z;
 *     });
 *
 * Both make room for what the tables get later.
 */
import { type AbsentFields, absentFields } from "../analyse/absent-fields.ts";
import type { Contents } from "../analyse/contents.ts";
import { LaterFields } from "../analyse/later-fields.ts";
import type { Suspension } from "../analyse/suspension.ts";
import type { Chunk, TableConstructor } from "../ast.ts";
import type { DoorValue, Imports } from "./door.ts";
import { type NameSet, safeName } from "./names.ts";
import type { Lines } from "./lines.ts";
import { once } from "./once.ts";

interface Shape {
  readonly name: string;
  readonly fields: readonly string[];
  readonly later: readonly string[];
  readonly form: "function" | "constructor";
}

/** The names that each table has room for (`ROOM_FOR_FIELDS` in runtime/table.ts). */
const ROOM = 2;

/** What the functions use of their module. */
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

  constructor(owner: Owner, chunk: Chunk, contents: Contents, suspension: Suspension) {
    this.#owner = owner;
    this.#inherits = suspension.defines("__index");
    this.#absent = once(() => absentFields(chunk, contents));
    this.#later = once(() => new LaterFields(chunk, contents, this.#absent(), (local) => suspension.functionOf(local)));
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
    const form = fields.length + later.length > ROOM ? "constructor" : "function";
    const names = `${fields.join(",")};${later.join(",")}`;
    return this.#made(form === "constructor" ? names : `${names}@${table.start}`, { fields, later, form });
  }

  /** Notes what is to be made, once for each key. */
  #made(key: string, { fields, later, form }: Omit<Shape, "name">): string {
    let shape = this.#shapes.get(key);
    if (shape === undefined) {
      const name = this.#owner.names.take(`${[...fields, ...later].slice(0, 2).join("_")}$table`);
      shape = { name, fields, later, form };
      this.#shapes.set(key, shape);
      for (const field of fields) this.#owner.field(field);
    }
    return form === "constructor" ? `new ${shape.name}` : shape.name;
  }

  /** Adds the functions and constructors. */
  addTo(lines: Lines, types: boolean): void {
    const owner = this.#owner;
    for (const { name, fields, later, form } of this.#shapes.values()) {
      const LuaTable = owner.use("LuaTable");
      const value = types ? `: ${owner.useType("Value")}` : "";
      const parameters = fields.map((field) => safeName(field) + value);
      const own = form === "constructor";
      const object = own ? "this" : "$";
      if (own) {
        const list = (types ? `this: ${LuaTable}, ` : "") + parameters.join(", ");
        lines.add(`const ${name} = ${owner.use("tableMaker")}(function (${list})${types ? ": void" : ""} {`);
      } else lines.add(`function ${name}(${parameters.join(", ")})${types ? `: ${LuaTable}` : ""} {`);
      lines.indent();
      if (own)
        for (const [field, start] of BEGINNING) lines.add(`this.${field} = ${start === undefined ? start : owner.use(start)};`);
      else lines.add(`const $ = new ${LuaTable}();`);
      for (const field of fields) lines.add(`${object}.$${field} = ${safeName(field)};`);
      for (const field of later) lines.add(`${object}.$${field} = undefined;`);
      if (!own) lines.add("return $;");
      lines.outdent();
      lines.add(own ? "});" : "}");
    }
  }
}
