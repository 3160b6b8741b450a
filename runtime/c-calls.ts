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
import { runError } from "./error.ts";
import { rt } from "./machine.ts";

/** LUAI_MAXCCALLS, less what the `lua` program and its main chunk take. */
const MAX_C_CALLS = 197;

/** Goes one level deeper; gives the level to come back to. */
export function enterC(): number {
  const depth = rt.cCalls;
  if (depth >= MAX_C_CALLS) runError("C stack overflow");
  rt.cCalls = depth + 1;
  return depth;
}
