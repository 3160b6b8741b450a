/**
 * Failures of the host's files as Lua's three values: nil, message, number.
 *
 * Governing text: Lua 5.1 manual §5.7, Lua 5.2 manual §6.8.
 */
import { HostFailure } from "../host.ts";
import { triple } from "../results.ts";
import type { Result } from "../value.ts";

/** What `action` gives; where it fails: nil, the system's words (after `name: `, if there is a name), the error number. */
export function attempted(action: () => Result, name?: string): Result {
  try {
    return action();
  } catch (error) {
    return failed(error, name);
  }
}

/** The three values of a caught `HostFailure`; everything else is thrown on. */
export function failed(error: unknown, name?: string): Result {
  if (!(error instanceof HostFailure)) throw error;
  return triple(undefined, name === undefined ? error.message : `${name}: ${error.message}`, error.errno);
}
