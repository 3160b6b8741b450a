/**
 * Items of tables that are read in place: `t.arr[i - 1]`. The array part begins with the key 1; keys that are expected to begin with 0 are looked
 * for in the hash part too, where the value of 0 lies apart: `i > 0 ? t.arr[i - 1] : (t.hash ?? noHash).zero[0 - i]`.
 */
import type { Expression } from "../ast.ts";
import { type Code, position, positive } from "./code.ts";
import type { FunctionScope } from "./scope.ts";

export interface ItemRead {
  /** What the key must fulfil, besides being a number. */
  readonly checks: readonly string[];
  /** The item, undefined where it must be looked for elsewhere. */
  readonly text: string;
}

/** Reads the item from what is surely a table; undefined for a literal that is no place. */
export function itemRead(scope: FunctionScope, table: string, key: Code): ItemRead | undefined {
  const item = `${table}.arr[${position(key)}]`;
  if (key.least !== 0) {
    const checks = positive(key);
    return checks === undefined ? undefined : { checks, text: item };
  }
  const zero = (place: string): string => `${zeroList(scope, table)}[${place}]`;
  return { checks: [], text: key.text === "0" ? zero("0") : `(${key.text} > 0 ? ${item} : ${zero(`0 - ${key.text}`)})` };
}

/** The list of the value that the key 0 has, empty if it has none. */
export function zeroList(scope: FunctionScope, table: string): string {
  return `(${table}.hash ?? ${scope.module.use("noHash")}).zero`;
}

/**
 * The number in a key that is a local which holds one for good: V8 takes what functions share for variables. Where that is no key it stands in loops
 * only, and its name elsewhere.
 */
export function constantKey(scope: FunctionScope, index: Expression): Code | undefined {
  return index.kind === "LocalName" ? scope.module.constant(index.variable) : undefined;
}
