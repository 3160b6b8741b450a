/**
 * Chunks that define `__index` functions. What reads a field or method knows its name as a constant; the function gets it as a value, and looks it up in
 * tables of methods and getters. So the reads call the function in a place of the module (own-functions.ts), and the function compares its
 * key with the names that the chunk reads:
 *
 *     mt.__index = function(t, k) return methods[k] end
 *     listed(methods !== undefined ? k === "area" ? methods.$area : k === "scale" ? methods.$scale : null : null, methods, k, "upvalue methods")
 *
 * V8 puts the function into the reads, where all of that is one read of a property. What the names are decides speed alone.
 */
import type { Bindings } from "../analyse/bindings.ts";
import type { Contents } from "../analyse/contents.ts";
import type { LocalVariable } from "../ast.ts";
import { stringLiteral } from "./text.ts";

/** A key is compared with so many names at most. */
const MOST_NAMES = 16;

export class IndexFunctions {
  /** The variables that hold the key in such a function. */
  readonly #keys = new Set<LocalVariable>();
  readonly #names: readonly string[];

  constructor(contents: Contents, bindings: Bindings) {
    for (const { parameters } of bindings.indexFunctions) {
      const key = parameters[1];
      if (key !== undefined && !key.assigned) this.#keys.add(key);
    }
    this.#names = this.#keys.size > 0 ? namesRead(contents) : [];
  }

  /** The names that the key in this variable is compared with; none if it is no key of such a function. */
  namesOf(variable: LocalVariable): readonly string[] {
    return this.#keys.has(variable) ? this.#names : [];
  }
}

/** The last arguments of what reads a field or method: how errors name the object, and in modules with `__index` functions the key. */
export function readAs(named: string, key: string, indexing: IndexFunctions | undefined): string {
  return indexing === undefined ? named : `${named || ", undefined"}, ${stringLiteral(key)}`;
}

/** Names of methods that are called, then of fields, as they come. */
function namesRead({ functions }: Contents): string[] {
  const names = new Set<string>();
  for (const { calls } of functions) for (const call of calls) if (call.kind === "MethodCall") names.add(call.method);
  for (const { fields } of functions) for (const { index } of fields) if (!index.value.startsWith("__")) names.add(index.value);
  return [...names].slice(0, MOST_NAMES);
}
