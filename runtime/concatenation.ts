/**
 * `a .. b`, and texts that were just put together.
 *
 * Governing text: Lua 5.1 manual §2.5.4, §2.8 (`concat`).
 */
import { assembled } from "./assembled.ts";
import { charge } from "./budget.ts";
import { LONG_TEXT } from "./long-text.ts";
import { rt } from "./machine.ts";
import { callHandler, concatHandler } from "./metamethods.ts";
import { numberToString } from "./number.ts";
import { first } from "./results.ts";
import type { Value } from "./value.ts";

/** The chain `values[0] .. values[1] .. …`, right associative; `names` are the operands' kinds and names. */
export function concat(values: readonly Value[], names?: readonly (string | undefined)[]): Value {
  let right = values[values.length - 1];
  let name = names?.[values.length - 1];
  for (let i = values.length - 2; i >= 0; i--) {
    right = concat2(values[i], right, names?.[i], name);
    name = names?.[i]; // what a metamethod gives lies where its left operand lay
  }
  return right;
}

/** `a .. b` */
function concat2(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = concatText(a);
  const y = concatText(b);
  if (x !== undefined && y !== undefined) return joined(x + y);
  const handler = concatHandler(a, b, whatA, whatB);
  // 5.0 has turned a number into a text by then.
  if (rt.realm.dialect === "5.0") return first(callHandler(handler, x ?? a, x === undefined ? b : (y ?? b)));
  return first(callHandler(handler, a, b));
}

/** The text of a string or number, undefined for other values: what `..` accepts. */
export function concatText(value: Value): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" ? numberToString(value) : undefined;
}

/** True for what `..` joins without a metamethod. */
export function isText(value: Value): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** The text of a string or number. */
export function textOf(value: string | number): string {
  return typeof value === "string" ? value : numberToString(value);
}

/** A text that was just put together: charged where it is long. */
export function joined(text: string): string {
  return text.length >= LONG_TEXT ? joinedLong(text) : text;
}

/** The fuel is for the copying, which V8 may put off until the text is first read. */
function joinedLong(text: string): string {
  charge(text.length >> 8);
  return assembled(text);
}
