/** The texts of values, as `tostring` makes them (Lua 5.1 manual §5.1). */
import { rt } from "./machine.ts";
import { callHandler } from "./metamethods.ts";
import { metatableOf, typeOf } from "./metatable.ts";
import { numberToString } from "./number.ts";
import { first } from "./results.ts";
import type { Value } from "./value.ts";

/** The text of a value as `tostring` makes it; undefined where `__tostring` gives none. */
export function tostring(value: string | number): string;
export function tostring(value: Value): string | undefined;
export function tostring(value: Value): string | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return numberToString(value);
    case "undefined":
      return "nil";
    case "boolean":
      return value ? "true" : "false";
    default: {
      const handler = metatableOf(value)?.$__tostring;
      if (handler === undefined) return `${typeOf(value)}: ${address(value)}`;
      const text = first(typeof handler === "function" ? handler(value) : callHandler(handler, value, undefined));
      return typeof text === "number" ? numberToString(text) : typeof text === "string" ? text : undefined;
    }
  }
}

/** Units of fuel for an object whose address is asked for the first time: it is kept in a map that holds objects weakly, which each collection goes through. */
const ADDRESS_FUEL = 200;

/** A stable made-up address of an object, as C's `%p` would print one. */
export function address(value: object): string {
  const { objectNotes: notes } = rt.realm;
  let number = notes.addresses.get(value);
  if (number === undefined) {
    number = notes.nextAddress;
    notes.nextAddress += 32;
    notes.addresses.set(value, number);
    rt.fuel = (rt.fuel - ADDRESS_FUEL) | 0; // looked at by the next check
  }
  return `0x${number.toString(16)}`;
}
