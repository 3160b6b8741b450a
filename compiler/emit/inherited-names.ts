/**
 * What is found further up than a place in the text looks, by a function of the module for each name: the runtime would look for all names in one
 * place, where V8 knows no table any more. Only chunks that define `__index` have such functions.
 *
 * Methods of classes that are three or more deep, of names that the chunk defines itself: a call looks for its method in the object and two tables further,
 * in places of its own; what lies further up is found in front of `fnMethod` and `fnField`:
 *
 *     function $method$withdraw(f, o, what) {
 *       if (typeof f === "function") return f;
 *       const above = f === undefined ? o?.meta?.index?.meta.index?.meta.index : undefined;
 *       const found = above?.$withdraw ?? above?.meta.index?.$withdraw;
 *       return typeof found === "function" ? found : fnMethod(f, o, "$withdraw", what);
 *     }
 *
 * `Base.init(self)` is found in the same way from the first table above on: `$field$init`. Fields that an object does not have, as the last node of a
 * list has no `next`, are looked for in all its classes by `$absent$next`, in front of `absent`.
 */
import type { OWN_FRAME } from "../../runtime/script-info.ts";
import type { Bindings } from "../analyse/bindings.ts";
import type { Imports } from "./door.ts";
import type { Lines } from "./lines.ts";
import { stringLiteral } from "./text.ts";

const OWN: typeof OWN_FRAME = "$";

/** What finds the function of a call: of `o:name()` or of `o.name()`. */
export type Finder = "fnMethod" | "fnField";

/** How each finder's functions begin, where they go on looking, and what they call the name. */
const KINDS: Readonly<Record<Finder, { prefix: string; above: string; key: (name: string) => string }>> = {
  fnMethod: { prefix: `${OWN}method$`, above: "o?.meta?.index?.meta.index?.meta.index", key: (name) => `$${name}` },
  fnField: { prefix: `${OWN}field$`, above: "o?.meta?.index", key: (name) => name },
};

export class InheritedNames {
  readonly #bindings: Bindings;
  readonly #used = new Map<string, { readonly finder: Finder; readonly name: string }>();
  readonly #absent = new Map<string, string>();

  constructor(bindings: Bindings) {
    this.#bindings = bindings;
  }

  /** The function for a name, undefined where the chunk defines none of that name. */
  finder(finder: Finder, name: string): string | undefined {
    if (!this.#bindings.defines(name)) return undefined;
    const found = KINDS[finder].prefix + name;
    this.#used.set(found, { finder, name });
    return found;
  }

  /** The function for a field (`$name`) that an object does not have. */
  absent(field: string): string {
    const text = `${OWN}absent${field}`;
    this.#absent.set(text, field);
    return text;
  }

  /** Adds the functions. */
  addTo(lines: Lines, types: boolean, door: Imports): void {
    for (const [text, field] of this.#absent) addAbsent(lines, text, field, types, door);
    for (const [text, { finder, name }] of this.#used) {
      const { above, key } = KINDS[finder];
      const value = types ? `: ${door.useType("Value")}` : "";
      const result = types ? `: ${door.useType("LuaFunction")}` : "";
      lines.add(`function ${text}(f${value}, o${value}, what${types ? "?: string" : ""})${result} {`);
      lines.indent();
      lines.add(`if (typeof f === "function") return f;`);
      lines.add(`const above = f === undefined ? ${above} : undefined;`);
      lines.add(`const found = above?.$${name} ?? above?.meta.index?.$${name};`);
      const slow = `${door.use(finder)}(f, o, ${stringLiteral(key(name))}, what)`;
      lines.add(`return typeof found === "function" ? found : ${slow};`);
      lines.outdent();
      lines.add("}");
    }
  }
}

/** A class may be its own metatable, so the way up has an end; there the runtime looks. */
const MOST_CLASSES = 8;

function addAbsent(lines: Lines, text: string, field: string, types: boolean, door: Imports): void {
  const [value, record, named, table] = types
    ? [
        `: ${door.useType("Value")}`,
        `: ${door.use("LuaTable")}["meta"] | undefined`,
        "?: string",
        `: ${door.use("LuaTable")} | undefined`,
      ]
    : ["", "", "", ""];
  lines.add(`function ${text}(meta${record}, o${value}, what${named})${value} {`);
  lines.indent();
  lines.add(`let record${record} = meta;`);
  lines.add(`for (let i = 0; i < ${MOST_CLASSES} && record !== undefined; i++) {`);
  lines.indent();
  lines.add(`if (record.ends) return undefined;`);
  lines.add(`const above${table} = record.index;`);
  lines.add(`if (above === undefined) break;`);
  lines.add(`const found${value} = above.${field};`);
  lines.add(`if (found !== undefined) return found;`);
  lines.add(`record = above.meta;`);
  lines.outdent();
  lines.add("}");
  lines.add(`return ${door.use("absent")}(meta, o, ${stringLiteral(field)}, what);`);
  lines.outdent();
  lines.add("}");
}
