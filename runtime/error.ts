/**
 * Lua errors: what `error` throws, what operators and libraries raise, and how a position is put before the message.
 * A `LuaError` carries any Lua value; a `LimitError` ends the hook and cannot be caught by Lua code. Neither is a subclass of Error,
 * so that making one captures no stack; positions and tracebacks come from `traceback.ts`.
 */
import type { Dialect } from "./dialect.ts";
import { HANDLER, type MessageHandler, PCALL, rt } from "./machine.ts";
import { libraryPath, type Stack, type StackRecord } from "./stack-record.ts";
import { here, innermost, positionAt, recordStack, where } from "./traceback.ts";
import type { Value } from "./value.ts";

/** An error that Lua code can catch with `pcall`. */
export class LuaError {
  readonly value: Value;
  /** Where it was raised; recorded only while somebody will ask (`rt.tracing`). */
  readonly stack: Stack | undefined;
  /** True if no message handler is to be called any more: `value` is what it gave. */
  readonly handled: boolean;
  /**
   * To be thrown at once: a message handler is called here, on top of what failed. Not so if the error is `handled`, nor if its stack is given, because it
   * is not the present one: then the handler is called when `xpcall` catches the error.
   */
  constructor(value: Value, handled = false, stack?: Stack) {
    const handler = rt.tracing && !handled && stack === undefined ? handlerNow() : undefined;
    this.handled = handled || handler !== undefined;
    this.value = handler === undefined ? value : handler.handle(value);
    this.stack = rt.tracing && !this.handled ? (stack ?? recordStack()) : undefined;
  }
}

/** The message handler that an error of the running thread gets. */
function handlerNow(): MessageHandler | undefined {
  const { handler, thread } = rt;
  if (handler !== undefined && handler.thread === thread) return handler;
  if (thread?.handlers !== true) return undefined;
  for (let call = thread.innermost; call !== undefined; call = call.outer) {
    const suspended = call.frame?.[HANDLER];
    if (suspended !== undefined || call.place === PCALL) return suspended;
  }
  return undefined;
}

/** A limit was exceeded: ends the call from the host, past all `pcall`s and coroutines. */
export class LimitError {
  readonly limit: "fuel" | "memory" | "deadline" | "depth";
  readonly message: string;
  readonly stack: StackRecord;
  constructor(limit: LimitError["limit"], message: string) {
    this.limit = limit;
    this.message = message;
    this.stack = recordStack();
  }
}

/** Units of fuel for an error with a position: it takes as long as a thousand loop iterations. */
export const ERROR_FUEL = 1000;

/** Raises `message` with the position of the Lua code that called the running library function before it (`luaL_error`). */
export function raise(message: string): never {
  rt.fuel = (rt.fuel - ERROR_FUEL) | 0; // looked at by the next check
  throw new LuaError(where(1) + message);
}

/** Raises an error of an operator: with the position if Lua code runs it, without if a library function does (`luaG_runerror`). */
export function runError(message: string): never {
  rt.fuel = (rt.fuel - ERROR_FUEL) | 0;
  throw new LuaError(here() + message);
}

/** The error of a library function that would suspend what cannot be suspended; `stack` is where it stood, if somebody will ask. It has no position. */
export function yieldRefused(stack?: Stack): LuaError {
  return new LuaError(acrossText(rt.realm.dialect), false, stack);
}

/** What refuses a yield, in the words of `lua_yield` (ldo.c) and by dialect. */
export function acrossText(dialect: Dialect): string {
  return dialect === "5.2" || dialect === "vpop3"
    ? "attempt to yield across a C-call boundary"
    : "attempt to yield across metamethod/C-call boundary";
}

/** Quotes a name as the dialect does: 5.0 writes `x', later versions 'x'. */
export function quoted(name: string): string {
  return rt.realm.dialect === "5.0" ? `\`${name}'` : `'${name}'`;
}

/**
 * `bad argument #n to 'name' (detail)`, worded for the dialect that runs (`luaL_argerror`): PUC Lua names the function by the way it is
 * called. `name` is its own name, for where the way is not known.
 */
export function argumentError(n: number, name: string, detail: string): never {
  const levels = innermost(2);
  const [running] = levels;
  let place = n;
  let shown = name;
  if (running !== undefined && running.script === undefined) {
    if (running.called !== undefined) {
      shown = running.called.slice(running.called.indexOf(" ") + 1);
      if (running.called.startsWith("method ")) place--; // the object does not count
    } else if (running.exact === true) {
      // Nameless, as in pcall(string.rep): 5.2 looks for it among the libraries.
      // 5.0 looks among the globals only, 5.1 nowhere.
      const { dialect, globals } = rt.realm;
      const path = (dialect === "5.1" || running.library === undefined ? undefined : libraryPath(running.library)) ?? "?";
      shown = dialect === "5.0" && globals.get(path) === undefined ? "?" : path;
    }
  }
  const text =
    place === 0 && n > 0
      ? `calling ${quoted(shown)} on bad self (${detail})`
      : `bad argument #${place} to ${quoted(shown)} (${detail})`;
  rt.fuel = (rt.fuel - ERROR_FUEL) | 0;
  throw new LuaError(positionAt(levels, 1) + text);
}
