/**
 * `debug.sethook` and `gethook`. In chunks in debug mode (debug-stack.ts) calls, returns, lines and instructions are told as PUC Lua tells them; in
 * other code a count hook counts fuel.
 *
 * Governing text: Lua 5.1 manual §5.9.
 */
import { call } from "../call.ts";
import { Coroutine, runningCoroutine } from "../coroutine.ts";
import { type Hook, inDebugMode } from "../debug-stack.ts";
import { rt, type Thread } from "../machine.ts";
import { first, none, triple } from "../results.ts";
import { LuaThread, type Result, type Value } from "../value.ts";
import { checkString, optionalInteger, typeError } from "./arguments.ts";

const HOOK = Symbol("hook");

/** `debug.sethook ([thread,] hook, mask [, count])`; outside debug mode only the count works, and the thread does not matter. */
export function sethook(...values: Value[]): Result {
  const [thread] = values;
  const rest = thread instanceof LuaThread ? values.slice(1) : values;
  const [run, mask, count] = rest;
  const shift = values.length - rest.length;
  const letters = run === undefined ? "" : checkString(mask, 2 + shift, "sethook", values.length);
  if (run !== undefined && typeof run !== "function") return typeError(run, 1 + shift, "sethook", "function", values.length);
  const every = run === undefined ? 0 : optionalInteger(count, 3 + shift, "sethook", 0) | 0;
  // The mask as Lua keeps it: a set of events. A hook that wants none is kept all the same.
  const events = ["c", "r", "l"].filter((letter) => letters.includes(letter)).join("");
  const hook: Hook | undefined = run === undefined ? undefined : { run, mask: events, count: Math.max(every, 0) };
  const { registry, budget } = rt.realm;
  const state = inDebugMode() ? rt.realm.debug : undefined;
  if (state !== undefined) {
    const asked: Thread | undefined = thread instanceof Coroutine ? thread : rt.thread;
    state.stackOf(asked).hook = hook;
    return none();
  }
  if (hook === undefined) {
    registry.delete(HOOK);
    budget.setHook(0, undefined);
    return none();
  }
  registry.set(HOOK, hook);
  budget.setHook(every, every > 0 ? () => void first(call(hook.run, "count", undefined)) : undefined);
  return none();
}

/** `debug.gethook ([thread])`: function, mask, count; nil, "" and 0 where there is no hook. */
export function gethook(thread?: Value): Result {
  const asked: Thread | undefined = thread instanceof Coroutine && thread !== runningCoroutine() ? thread : rt.thread;
  const state = inDebugMode() ? rt.realm.debug : undefined;
  // Only sethook writes there.
  const hook = state === undefined ? (rt.realm.registry.get(HOOK) as Hook | undefined) : state.stackOf(asked).hook;
  return hook === undefined ? triple(undefined, "", 0) : triple(hook.run, hook.mask, hook.count);
}
