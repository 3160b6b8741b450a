/**
 * The constructor functions of a module's tables, one for each constructor in the text: named stores in a function of its own are what V8 makes
 * fastest. They make room for what the tables get later.
 *
 *     function key_value$table(key, value) {
 *       const $ = new LuaTable();
 *       $.$key = key;
 *       $.$value = value;
 *       $.$left = undefined;
 *       $.$right = undefined;
 *       return $;
 *     }
 */
import { absentFields } from "../analyse/absent-fields.ts";
import type { Contents } from "../analyse/contents.ts";
import { LaterFields } from "../analyse/later-fields.ts";
import type { Suspension } from "../analyse/suspension.ts";
import type { Chunk, TableConstructor } from "../ast.ts";
import type { DoorType, DoorValue } from "./door.ts";
import { type NameSet, safeName } from "./names.ts";
import type { Lines } from "./lines.ts";
import { typeOnly } from "./text.ts";

interface Shape {
  readonly name: string;
  readonly fields: readonly string[];
  readonly later: readonly string[];
}

/** What the functions use of their module. */
interface Owner {
  readonly names: NameSet;
  /** The property of a constant key, undefined for keys that are none. */
  field(key: string): string | undefined;
  use(name: DoorValue): string;
  useType(name: DoorType): string;
}

export class TableShapes {
  readonly #owner: Owner;
  readonly #shapes = new Map<string, Shape>();
  readonly #absent: ReadonlySet<string>;
  readonly #later: LaterFields;

  constructor(owner: Owner, chunk: Chunk, contents: Contents, suspension: Suspension) {
    this.#owner = owner;
    const absent = absentFields(chunk, contents);
    this.#absent = suspension.defines("__index") ? absent.names : new Set();
    this.#later = new LaterFields(chunk, contents, absent, (local) => suspension.functionOf(local));
  }

  /** Whether reads of a field (`$name`) look in the classes at once: objects may well not have it themselves (analyse/absent-fields.ts). */
  inherits(field: string): boolean {
    return this.#absent.has(field.slice(1));
  }

  /** The fields that a table may get after this constructor, which gives it those (analyse/later-fields.ts). */
  later(table: TableConstructor, fields: readonly string[]): readonly string[] {
    return this.#later.of(table, fields).filter((field) => this.#owner.field(field) !== undefined);
  }

  /** The name of the constructor function for tables with these fields. */
  maker(table: TableConstructor, fields: readonly string[], later = this.later(table, fields)): string {
    const site = `${fields.join(",")}@${table.start}`;
    const known = this.#shapes.get(site);
    if (known !== undefined) return known.name;
    const name = this.#owner.names.take(`${[...fields, ...later].slice(0, 2).join("_")}$table`);
    this.#shapes.set(site, { name, fields, later });
    for (const field of fields) this.#owner.field(field);
    return name;
  }

  /** Adds the functions. */
  addTo(lines: Lines, types: boolean): void {
    const owner = this.#owner;
    for (const { name, fields, later } of this.#shapes.values()) {
      const parameters = fields.map((field) => safeName(field));
      const LuaTable = owner.use("LuaTable");
      const value = types ? typeOnly(`: ${owner.useType("Value")}`) : "";
      const list = parameters.map((parameter) => parameter + value).join(", ");
      lines.add(`function ${name}(${list})${types ? typeOnly(`: ${LuaTable}`) : ""} {`);
      lines.indent();
      lines.add(`const $ = new ${LuaTable}();`);
      for (const [i, field] of fields.entries()) lines.add(`$.$${field} = ${parameters[i]};`);
      for (const field of later) lines.add(`$.$${field} = undefined;`);
      lines.add("return $;");
      lines.outdent();
      lines.add("}");
    }
  }
}
