/**
 * The operators as suspension points: like the others, but a metamethod may be suspended; they give a `Result`. Emitted code uses
 * them in chunks whose metamethods may yield.
 */
import { checkKey, rawset } from "./assigning.ts";
import { tick } from "./budget.ts";
import { enterC } from "./c-calls.ts";
import { described } from "./callable.ts";
import { concatText, joined } from "./concatenation.ts";
import { runError } from "./error.ts";
import { chargeComparison, chargeKey } from "./long-text.ts";
import { type Frame, rt } from "./machine.ts";
import {
  type ArithmeticEvent,
  arithmetic,
  callHandler,
  concatHandler,
  equalityHandler,
  indexingHandler,
  lengthHandler,
  MAX_CHAIN,
  negation,
  orderError,
  orderHandler,
  toNumber,
} from "./metamethods.ts";
import { negatedNaN } from "./nan-sign.ts";
import { mod2, pow2, same, truthy } from "./operators.ts";
import { first, none, suspended } from "./results.ts";
import { capture } from "./suspend.ts";
import { LuaTable } from "./table.ts";
import type { Result, Value } from "./value.ts";

/** `o[k]` */
export function indexR(o: Value, k: Value, what?: string): Result {
  chargeKey(k);
  let object = o;
  for (let i = 0; i < MAX_CHAIN; i++) {
    let handler: Value;
    if (object instanceof LuaTable) {
      const value = object.get(k);
      if (value !== undefined) return value;
      handler = object.meta.table?.$__index;
      if (handler === undefined) return undefined;
    } else {
      handler = indexingHandler(object, "$__index", i === 0 ? what : undefined);
    }
    if (typeof handler === "function") {
      tick();
      const depth = enterC();
      const result = single(handler(object, k));
      rt.cCalls = depth;
      return result;
    }
    object = handler;
  }
  return runError("loop in gettable");
}

/** `o[k] = v`; the result is no value. */
export function setindexR(o: Value, k: Value, v: Value, what?: string): Result {
  chargeKey(k);
  let object = o;
  for (let i = 0; i < MAX_CHAIN; i++) {
    let handler: Value;
    if (object instanceof LuaTable) {
      const metatable = object.meta.table;
      handler = metatable === undefined || object.get(k) !== undefined ? undefined : metatable.$__newindex;
      // 5.0 and 5.1 look at the key before they look for the metamethod.
      if (handler !== undefined && (rt.realm.dialect === "5.1" || rt.realm.dialect === "5.0")) checkKey(k);
      if (handler === undefined) {
        rawset(object, k, v);
        return none();
      }
    } else {
      handler = indexingHandler(object, "$__newindex", i === 0 ? what : undefined);
    }
    if (typeof handler === "function") {
      tick();
      const depth = enterC();
      const result = handler(object, k, v);
      rt.cCalls = depth;
      return suspended(result) ? capture(undefined) : result; // 5.0 and 5.1 refuse yields across it
    }
    object = handler;
  }
  return runError("loop in settable");
}

/** `o.k = v`; the result is no value. */
export function setfieldR(o: Value, k: string, v: Value, what?: string): Result {
  if (o instanceof LuaTable && o.meta.table?.$__newindex === undefined) {
    o.setField(k, v);
    return none();
  }
  return setindexR(o, k, v, what);
}

function binary(
  event: ArithmeticEvent,
  compute: (x: number, y: number) => number,
  a: Value,
  b: Value,
  whatA?: string,
  whatB?: string,
): Result {
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? compute(x, y) : single(arithmetic(event, a, b, whatA, whatB));
}

/** As `add`, but the metamethod may be suspended, which the caller asks of the result (`suspended`). */
export function addR(a: Value, b: Value, whatA?: string, whatB?: string): Result {
  return binary("$__add", (x, y) => x + y, a, b, whatA, whatB);
}

/** As `sub`; see `addR`. */
export function subR(a: Value, b: Value, whatA?: string, whatB?: string): Result {
  return binary("$__sub", (x, y) => x - y, a, b, whatA, whatB);
}

/** As `mul`; see `addR`. */
export function mulR(a: Value, b: Value, whatA?: string, whatB?: string): Result {
  return binary("$__mul", (x, y) => x * y, a, b, whatA, whatB);
}

/** As `div`; see `addR`. */
export function divR(a: Value, b: Value, whatA?: string, whatB?: string): Result {
  return binary("$__div", (x, y) => x / y, a, b, whatA, whatB);
}

/** As `mod`; see `addR`. */
export function modR(a: Value, b: Value, whatA?: string, whatB?: string): Result {
  return binary("$__mod", mod2, a, b, whatA, whatB);
}

/** As `pow`; see `addR`. */
export function powR(a: Value, b: Value, whatA?: string, whatB?: string): Result {
  return binary("$__pow", pow2, a, b, whatA, whatB);
}

/** As `unm`; see `addR`. */
export function unmR(a: Value, whatA?: string): Result {
  const x = toNumber(a);
  if (x !== undefined) return Number.isNaN(x) ? negatedNaN(x) : -x;
  return single(negation(a, whatA));
}

/** `#a` */
export function lenR(a: Value, what?: string): Result {
  if (typeof a === "string") return a.length;
  const handler = lengthHandler(a);
  if (handler !== undefined) return single(callHandler(handler, a, a));
  if (a instanceof LuaTable) return a.length();
  return runError(`attempt to get length of ${described(a, what)}`);
}

/** The chain `values[0] .. values[1] .. …` */
export function concatR(values: readonly Value[], names?: readonly (string | undefined)[]): Result {
  const chain = concatRest(values, names);
  const step = chain.next();
  return step.done ? step.value : capture(chain);
}

function* concatRest(values: readonly Value[], names: readonly (string | undefined)[] | undefined): Frame {
  let right = values[values.length - 1];
  let name = names?.[values.length - 1];
  for (let i = values.length - 2; i >= 0; i--) {
    const left = values[i];
    const x = concatText(left);
    const y = concatText(right);
    if (x !== undefined && y !== undefined) right = joined(x + y);
    else {
      let result = callHandler(concatHandler(left, right, names?.[i], name), left, right);
      if (suspended(result)) {
        yield;
        result = rt.resumed;
      }
      right = first(result);
    }
    name = undefined;
  }
  return right;
}

/** `a == b`: a boolean. */
export function eqR(a: Value, b: Value): Result {
  if (typeof a === "string") return same(a, b);
  if (a === b) return true;
  const handler = equalityHandler(a, b);
  return handler === undefined ? false : truth(callHandler(handler, a, b), true);
}

/** `a < b`: a boolean. */
export function ltR(a: Value, b: Value): Result {
  if (typeof a === "number" && typeof b === "number") return a < b;
  if (typeof a === "string" && typeof b === "string") {
    chargeComparison(a, b);
    return a < b;
  }
  const handler = orderHandler("$__lt", a, b);
  return handler === undefined ? orderError(a, b) : truth(callHandler(handler, a, b), true);
}

/** `a <= b`: a boolean. */
export function leR(a: Value, b: Value): Result {
  if (typeof a === "number" && typeof b === "number") return a <= b;
  if (typeof a === "string" && typeof b === "string") {
    chargeComparison(a, b);
    return a <= b;
  }
  const handler = orderHandler("$__le", a, b);
  if (handler !== undefined) return truth(callHandler(handler, a, b), true);
  const reverse = orderHandler("$__lt", b, a);
  return reverse === undefined ? orderError(a, b) : truth(callHandler(reverse, b, a), false);
}

/** A metamethod's result as one value. */
function single(result: Result): Result {
  if (result !== null) return result;
  return suspended(result) ? capture(singleRest()) : first(result);
}

// biome-ignore lint/correctness/useYield: a frame that calls nothing more
function* singleRest(): Frame {
  return first(rt.resumed);
}

/** A metamethod's result as a boolean, the same or its opposite. */
function truth(result: Result, same: boolean): Result {
  if (result === null && suspended(result)) return capture(truthRest(same));
  return truthy(first(result)) === same;
}

// biome-ignore lint/correctness/useYield: a frame that calls nothing more
function* truthRest(same: boolean): Frame {
  return truthy(first(rt.resumed)) === same;
}
