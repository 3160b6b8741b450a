/**
 * Methods of classes that are three or more deep. A call looks for its method in the object and two tables further, in places of its own; what lies
 * further up is found by a function of the module for each name, in front of `fnMethod` and `fnField`:
 *
 *     function $method$withdraw(f, o, what) {
 *       if (typeof f === "function") return f;
 *       const above = f === undefined ? o?.meta?.index?.meta.index?.meta.index : undefined;
 *       const found = above?.$withdraw ?? above?.meta.index?.$withdraw;
 *       return typeof found === "function" ? found : fnMethod(f, o, "$withdraw", what);
 *     }
 *
 * `Base.init(self)` is found in the same way from the first table above on: `$field$init`. The runtime would look for all names in one place, where V8
 * knows no table any more. Only chunks that define `__index` have such functions, for names that they define themselves.
 */
import type { Bindings } from "../analyse/bindings.ts";
import type { OWN_FRAME } from "../../runtime/script-info.ts";
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

export class InheritedMethods {
  readonly #bindings: Bindings;
  readonly #used = new Map<string, { readonly finder: Finder; readonly name: string }>();

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

  /** Adds the functions. */
  addTo(lines: Lines, types: boolean, door: Imports): void {
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
