/** Fuel for long texts; short ones are paid for by the fuel of the operation. */
import { charge } from "./budget.ts";
import type { Value } from "./value.ts";

/** Texts from this length on are charged when they are put together, looked for as keys, or compared. */
export const LONG_TEXT = 1024;

/** A long string as a key is read to its end, and compared with those that are there. */
export function chargeKey(key: Value): void {
  if (typeof key === "string" && key.length >= LONG_TEXT) charge(key.length >> 6);
}

/** Strings that are long and alike take as long as they are. */
export function chargeComparison(a: string, b: string): void {
  if (a.length > LONG_TEXT && b.length > LONG_TEXT) charge(Math.min(a.length, b.length) >> 6);
}
