/**
 * `debug.sethook` and `gethook`. In chunks in debug mode (debug-stack.ts) calls, returns, lines and instructions are told as PUC Lua tells them; in
 * other code a count hook counts fuel.
 *
 * Governing text: Lua 5.1 manual §5.9.
 */
import { call } from "../call.ts";
import { Coroutine } from "../coroutine.ts";
import { type Hook, inDebugMode } from "../debug-stack.ts";
import { rt, type Thread } from "../machine.ts";
import { first, none, triple } from "../results.ts";
import type { LuaThread, Result, Value } from "../value.ts";
import { checkString, optionalInteger, typeError } from "./arguments.ts";
import { withoutThread } from "./debug-variables.ts";

const HOOK = Symbol("hook");

/** The thread that is meant: the running one if none is given, undefined for the main line. */
function threadOf(thread: LuaThread | undefined): Thread | undefined {
  if (thread === undefined) return rt.thread;
  return thread instanceof Coroutine ? thread : undefined;
}

/** `debug.sethook ([thread,] hook, mask [, count])`; outside debug mode only the count works, and the thread does not matter. */
export function sethook(...values: Value[]): Result {
  const { thread, rest } = withoutThread(values);
  const [run, mask, count] = rest;
  const shift = values.length - rest.length;
  const { dialect, registry, budget } = rt.realm;
  const letters = run === undefined ? "" : checkString(mask, 2 + shift, "sethook", values.length);
  const counted = (): number => (run === undefined ? 0 : optionalInteger(count, 3 + shift, "sethook", 0) | 0);
  if (dialect === "5.0") counted(); // looks at the function last
  if (run !== undefined && typeof run !== "function") return typeError(run, 1 + shift, "sethook", "function", values.length);
  const every = counted();
  const state = inDebugMode() ? rt.realm.debug : undefined;
  const target = state !== undefined && dialect === "5.0" ? state.commonTarget : { run };
  target.run = run;
  // The mask as Lua keeps it: a set of events. A hook that wants none is kept all the same.
  const events = ["c", "r", "l"].filter((letter) => letters.includes(letter)).join("");
  const hook: Hook | undefined = run === undefined ? undefined : { target, mask: events, count: Math.max(every, 0) };
  if (state !== undefined) {
    state.stackOf(threadOf(thread)).hook = hook;
    return none();
  }
  if (run === undefined) {
    registry.delete(HOOK);
    budget.setHook(0, undefined);
    return none();
  }
  registry.set(HOOK, hook);
  budget.setHook(every, every > 0 ? () => void first(call(run, "count", undefined)) : undefined);
  return none();
}

/** `debug.gethook ([thread])`: function, mask, count; nil, "" and 0 where there is no hook. */
export function gethook(...values: Value[]): Result {
  const { thread } = withoutThread(values);
  const state = inDebugMode() ? rt.realm.debug : undefined;
  // Only sethook writes there.
  const hook = state === undefined ? (rt.realm.registry.get(HOOK) as Hook | undefined) : state.stackOf(threadOf(thread)).hook;
  const target = rt.realm.dialect === "5.0" ? (state?.commonTarget ?? hook?.target) : hook?.target;
  return triple(target?.run, hook?.mask ?? "", hook?.count ?? 0);
}
