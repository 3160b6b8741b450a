/**
 * How deep calls between Lua and C are nested: metamethods, callbacks of library functions, `pcall`. PUC Lua allows 200, because each takes
 * a piece of C's own stack, and says "C stack overflow" beyond (`luaD_call`); a recursion through `pcall` ends by that bound alone.
 *
 *     const depth = enterC();
 *     const result = handler(a, b);
 *     rt.cCalls = depth;
 *
 * What an error leaves is put right by whoever catches it.
 */
import { LuaError, runError } from "./error.ts";
import { rt } from "./machine.ts";

/** LUAI_MAXCCALLS, less what the `lua` program and its main chunk take. */
const MAX_C_CALLS = 197;

/** What message handlers may use beyond; an error there ends all. */
const RESERVE = 25;

/** Goes one level deeper; gives the level to come back to. */
export function enterC(): number {
  const depth = rt.cCalls;
  rt.cCalls = depth + 1;
  if (depth >= MAX_C_CALLS) atLimit(depth);
  return depth;
}

function atLimit(depth: number): void {
  if (depth === MAX_C_CALLS) runError("C stack overflow");
  if (depth >= MAX_C_CALLS + RESERVE) throw new LuaError(ERROR_IN_HANDLER, true);
}

/** The error that takes the place of one that a message handler cannot take (LUA_ERRERR). */
export const ERROR_IN_HANDLER = "error in error handling";
