/**
 * Lua errors: what `error` throws, what operators and libraries raise, and how a position is put before the message.
 * A `LuaError` carries any Lua value. Positions and tracebacks come from `traceback.ts`.
 */
import type { Value } from "./value.ts";

/** An error that Lua code can catch with `pcall`. Not a subclass of Error: making one captures no stack (DESIGN §3). */
export class LuaError {
  readonly value: Value;
  /** Traceback in Lua lines, where one was asked for. */
  traceback: string | undefined;
  constructor(value: Value, traceback?: string) {
    this.value = value;
    this.traceback = traceback;
  }
}

/** Raises `message` with the position of the Lua code that called the running library function before it (`luaL_error`). */
export function raise(message: string): never {
  throw new LuaError(message);
}

/** `bad argument #n to 'name' (detail)`, worded for the dialect that runs (`luaL_argerror`). */
export function argumentError(n: number, name: string, detail: string): never {
  return raise(`bad argument #${n} to '${name}' (${detail})`);
}
