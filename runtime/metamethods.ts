/**
 * What operators do when their operands are not simple: find the metamethod, or raise the error. The results are raw `Result`s;
 * the operators (`operators.ts`, `indexing.ts` and others) take their first value, those of `operators-suspending.ts` let them be suspended.
 *
 * Governing text: Lua 5.0 manual §2.8, Lua 5.1 manual §2.8, Lua 5.2 manual §2.4.
 */
import { tick } from "./budget.ts";
import { enterC } from "./c-calls.ts";
import { described } from "./callable.ts";
import { runError } from "./error.ts";
import { rt } from "./machine.ts";
import { metatableOf, typeOf } from "./metatable.ts";
import { stringToNumber } from "./number.ts";
import { LuaTable } from "./table.ts";
import { LuaUserdata, type Result, type Value } from "./value.ts";

/** PUC Lua's bound on chains of `__index` and `__newindex` (MAXTAGLOOP). */
export const MAX_CHAIN = 100;

/** A number, or a string that denotes one. */
export function toNumber(value: Value): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" ? stringToNumber(value) : undefined;
}

export type ArithmeticEvent = "$__add" | "$__sub" | "$__mul" | "$__div" | "$__mod" | "$__pow" | "$__unm";

/** An arithmetic operation on operands that are not both numbers or texts of numbers. */
export function arithmetic(event: ArithmeticEvent, a: Value, b: Value, whatA?: string, whatB?: string): Result {
  let handler = metatableOf(a)?.[event];
  if (handler === undefined) handler = metatableOf(b)?.[event];
  if (!isHandler(handler)) {
    // The second operand is to blame if the first is a number or can be one.
    const culprit = toNumber(a) === undefined ? described(a, whatA) : described(b, whatB);
    return runError(`attempt to perform arithmetic on ${culprit}`);
  }
  return callHandler(handler, a, b);
}

/** `-a` of what is no number. 5.0 gives the metamethod nil as its second operand, 5.1 and 5.2 the operand again (`OP_UNM` in lvm.c). */
export function negation(a: Value, what?: string): Result {
  return arithmetic("$__unm", a, rt.realm.dialect === "5.0" ? undefined : a, what, what);
}

/** Is this the metamethod of an arithmetic operation or a concatenation? For 5.0 only a function is. */
function isHandler(value: Value): boolean {
  return typeof value === "function" || (value !== undefined && rt.realm.dialect !== "5.0");
}

/** Calls a metamethod; it may be anything that can be called. */
export function callHandler(handler: Value, a: Value, b: Value): Result {
  tick(); // a metamethod may be too small to pay for itself
  const depth = enterC();
  const result = typeof handler === "function" ? handler(a, b) : callObject(handler, a, b);
  rt.cCalls = depth;
  return result;
}

function callObject(handler: Value, a: Value, b: Value): Result {
  const call = metatableOf(handler)?.$__call;
  if (typeof call === "function") return call(handler, a, b);
  return runError(`attempt to call ${described(handler, undefined)}`);
}

/** `__index` or `__newindex` of what is no table, or the error; `what` names the value. */
export function indexingHandler(object: Value, event: "$__index" | "$__newindex", what: string | undefined): Value {
  return metatableOf(object)?.[event] ?? runError(`attempt to index ${described(object, what)}`);
}

/** The metamethod of `..` for two operands, or the error. */
export function concatHandler(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const handler = metatableOf(a)?.$__concat ?? metatableOf(b)?.$__concat;
  if (isHandler(handler)) return handler;
  const culprit = typeof a === "string" || typeof a === "number" ? described(b, whatB) : described(a, whatA);
  return runError(`attempt to concatenate ${culprit}`);
}

/** `__len`; tables have it since 5.2 (Lua 5.1 manual §2.8). */
export function lengthHandler(a: Value): Value {
  if (a instanceof LuaTable && (rt.realm.dialect === "5.1" || rt.realm.dialect === "5.0")) return undefined;
  return metatableOf(a)?.$__len;
}

/** `__eq`: both tables or both userdata, with the same metamethod (5.0 to 5.2). */
export function equalityHandler(a: Value, b: Value): Value {
  if (a instanceof LuaTable) {
    if (!(b instanceof LuaTable)) return undefined;
  } else if (!(a instanceof LuaUserdata && b instanceof LuaUserdata)) return undefined;
  const handler = metatableOf(a)?.$__eq;
  return handler !== undefined && handler === metatableOf(b)?.$__eq ? handler : undefined;
}

/** 5.0 and 5.1 want operands of the same type with the same handler; 5.2 takes the first operand's, then the second's. */
export function orderHandler(event: "$__lt" | "$__le", a: Value, b: Value): Value {
  const handler = metatableOf(a)?.[event];
  if (rt.realm.dialect === "5.0" || rt.realm.dialect === "5.1") {
    if (typeOf(a) !== typeOf(b) || handler === undefined) return undefined;
    return handler === metatableOf(b)?.[event] ? handler : undefined;
  }
  return handler === undefined ? metatableOf(b)?.[event] : handler;
}

/** `attempt to compare …` */
export function orderError(a: Value, b: Value): never {
  const x = typeOf(a);
  const y = typeOf(b);
  // Up to 5.1 types that have the third letter in common count as the same one: string and thread.
  const { dialect } = rt.realm;
  const same = dialect === "5.0" || dialect === "5.1" ? x[2] === y[2] : x === y;
  return runError(same ? `attempt to compare two ${x} values` : `attempt to compare ${x} with ${y}`);
}
