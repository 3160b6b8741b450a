/** The texts of values, as `tostring` makes them (Lua 5.1 manual §5.1). */
import { rt } from "./machine.ts";
import { callHandler } from "./metamethods.ts";
import { metatableOf, typeOf } from "./metatable.ts";
import { numberToString } from "./number.ts";
import { first } from "./results.ts";
import type { Value } from "./value.ts";

/** The text of a value as 5.2's library makes it (`luaL_tolstring`); undefined where `__tostring` gives none. */
export function tostring(value: Value): string | undefined {
  const handler = metatableOf(value)?.$__tostring;
  if (handler === undefined) return plainText(value);
  const text = first(typeof handler === "function" ? handler(value) : callHandler(handler, value, undefined));
  return typeof text === "number" ? numberToString(text) : typeof text === "string" ? text : undefined;
}

/** The text of a value, whatever its metatable says. */
export function plainText(value: Value): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return numberToString(value);
    case "undefined":
      return "nil";
    case "boolean":
      return value ? "true" : "false";
    default:
      return `${typeOf(value)}: ${address(value)}`;
  }
}

/** A number or a string, if its type has no `__tostring`, as is usual. */
export function isTextItself(value: Value): value is string | number {
  if (typeof value === "string") return rt.realm.stringMetatable?.$__tostring === undefined;
  return typeof value === "number" && rt.realm.typeMetatables.size === 0;
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
