/**
 * The safety mode: `os.setsafety(key)` disables what reaches outside, until `os.clearsafety(key)` is called with the same key.
 * Methods of files that are already open still work.
 *
 * Governing text: VPOP3.md §6.3.
 */
import { raise } from "../error.ts";
import { type Denied, granted } from "../host.ts";
import { none } from "../results.ts";
import type { Result, Value } from "../value.ts";
import { checkString } from "./arguments.ts";
import { type Library, VPOP3 } from "./library.ts";
import { libraryState } from "./library-state.ts";

/** Raises an error if safety mode is on. `what` is the Lua name of the function that it disables: `io.open`. */
export function checkSafety(what: string): void {
  if (libraryState().safetyKey !== undefined) raise(`'${what}' is disabled in safety mode (os.setsafety)`);
}

/** A capability for a function that safety mode disables. */
export function usable<T extends object>(capability: T | Denied, what: string): T {
  checkSafety(what);
  return granted(capability, what);
}

function setsafety(key?: Value): Result {
  const text = checkString(key, 1, "setsafety", arguments.length);
  const state = libraryState();
  // A second key would let a script take the mode over and end it.
  if (state.safetyKey !== undefined && state.safetyKey !== text) return raise("safety mode is already on with another key");
  state.safetyKey = text;
  return none();
}

function clearsafety(key?: Value): Result {
  const text = checkString(key, 1, "clearsafety", arguments.length);
  const state = libraryState();
  if (state.safetyKey === undefined) return none();
  if (state.safetyKey !== text) return raise("the key is not the one that safety mode was set with");
  state.safetyKey = undefined;
  return none();
}

export const SAFETY: Library = [
  ["clearsafety", VPOP3, clearsafety],
  ["setsafety", VPOP3, setsafety],
];
