/**
 * What code in debug mode (compiler/emit/debug-mode.ts) tells the stack of its thread (debug-stack.ts). Every function of such a chunk is wrapped
 * (`debugClosure`), so that whoever calls it, its frame is on the stack. It makes its calls by `callTraced`, which gives other functions a frame as well.
 */
import { type DebugBody, DebugCode, DebugFrame, debugCodeOf, NamedBox } from "./debug-frame.ts";
import { type DebugStack, DebugState } from "./debug-stack.ts";
import type { Box } from "./environment.ts";
import { DEFERRED, type Frame, rt, SKIPPED, SUSPENDED } from "./machine.ts";
import { callNow } from "./stack-record.ts";
import { standFor, substitutedBy } from "./stand-in.ts";
import { capture, started } from "./suspend.ts";
import type { LuaFunction, Result, Value } from "./value.ts";

function runningStack(): DebugStack {
  rt.realm.debug ??= new DebugState();
  return rt.realm.debug.running;
}

function* restOf(frame: DebugFrame): Frame {
  try {
    yield SKIPPED;
  } catch (error) {
    frame.stack.drop(frame, error);
    throw error;
  }
  return frame.stack.leave(frame, rt.resumed);
}

function ended(frame: DebugFrame, result: Result): Result {
  if (result === null && rt.n === SUSPENDED) return capture(started(restOf(frame)), SKIPPED);
  // A tail call takes the frame's place when it is made.
  if (result === null && rt.n === DEFERRED) return result;
  return frame.stack.leave(frame, result);
}

/** A closure of a chunk in debug mode: the function that puts a frame on the stack and runs what `make` made of its upvalues. */
export function debugClosure(
  make: (...upvalues: readonly Box[]) => DebugBody,
  at: number,
  parameters: readonly string[],
  upvalues: Box[],
  lines: readonly number[],
): LuaFunction {
  const code = new DebugCode(make, at, parameters, upvalues, lines);
  const value: LuaFunction = (...values) => {
    const stack = runningStack();
    const { next } = stack;
    const frame = new DebugFrame(stack, next.value ?? value, code, next.value !== undefined, next.called, values);
    frame.replaces = next.replaces;
    next.clear();
    // A hook for returns asks when the JavaScript stack no longer tells.
    if (!frame.traced && stack.wants("r")) frame.called = callNow();
    stack.frames.push(frame);
    let result: Result;
    try {
      result = code.run(frame, ...values);
    } catch (error) {
      stack.drop(frame, error);
      throw error;
    }
    return ended(frame, result);
  };
  return standFor(value, code);
}

/** The frame of the running function, where it goes on after a suspension. */
export function resumedFrame(): DebugFrame {
  const frame = runningStack().frames.at(-1);
  if (frame === undefined) throw new Error("a function in debug mode goes on without its frame");
  return frame;
}

/** At the entry of a function, when its parameters are there. */
export function entered(frame: DebugFrame, active: number): void {
  const { stack, replaces: caller } = frame;
  frame.active = active;
  frame.line = frame.code?.lines[0] ?? -1;
  // 5.2 knows no name of what took the place of its caller.
  if (caller !== undefined && since52()) frame.called = undefined;
  tellCall(stack, frame);
  if (caller === undefined) return;
  stack.frames.splice(stack.frames.lastIndexOf(caller), 1);
  frame.tails = caller.tails + 1;
  frame.origin = caller.tails > 0 ? caller.origin : caller.called;
  frame.called = frame.replaces = undefined;
}

function tellCall(stack: DebugStack, frame: DebugFrame): void {
  if (stack.wants("c")) stack.tell(since52() && frame.replaces !== undefined ? "tail call" : "call");
}

function since52(): boolean {
  return rt.realm.dialect === "5.2" || rt.realm.dialect === "vpop3";
}

/** The running function comes to a statement, with so many local variables in scope. */
export function step(frame: DebugFrame, line: number, active: number, instructions: number): void {
  frame.active = active;
  if (frame.pending.length > 0) frame.pending.length = 0;
  // What is out of scope keeps nothing alive.
  if (frame.locals.length > active) frame.locals.length = active;
  reach(frame, line, false, instructions);
}

/** In the middle of a statement it has come to another line, where it has got this value. */
export function reached(frame: DebugFrame, line: number, active: number, value: Value): Value {
  frame.active = active;
  reach(frame, line, false, 1);
  return value;
}

/** The running function jumps back to a line. */
export function back(frame: DebugFrame, line: number): void {
  reach(frame, line, true, 0);
}

function reach(frame: DebugFrame, line: number, jumped: boolean, instructions: number): void {
  if (frame.stack.hook !== undefined) frame.stack.reach(frame, line, jumped, instructions);
  else frame.line = frame.seen = line;
}

/** The running function has a new local variable. */
export function local(frame: DebugFrame, slot: number, name: string, value: Value): NamedBox {
  const box = new NamedBox(name, value);
  frame.locals[slot] = box;
  return box;
}

/** What a variable that the program cannot name holds in a turn of its loop; assigning to it has no effect. */
export function holds({ locals }: DebugFrame, slot: number, value: Value): void {
  const box = locals[slot];
  if (box !== undefined) box.v = value;
}

/** An operand waits while the right side of its operator is evaluated: its number there. */
export function held(frame: DebugFrame, value: Value): number {
  if (frame.pending.length === 0) frame.pending = [value];
  else frame.pending.push(value);
  return frame.pending.length - 1;
}

/** The operand again, as it is by now. */
export function released({ pending }: DebugFrame, n: number): Value {
  const value = pending[n];
  pending.length = Math.min(pending.length, n);
  return value;
}

/** True for what does not take the place of a caller that ends by calling it: all but functions in debug mode. */
export function debugDirect(f: LuaFunction): boolean {
  return debugCodeOf(f) === undefined;
}

/** Library functions that call their first argument: it gets a frame as well. */
const PROTECTED: ReadonlySet<string> = new Set(["pcall", "xpcall"]);

/** What calls of values that are no functions call (callable.ts). */
const CALL_OBJECT = "callObject";
const CALL_FAILS = "callFails";

/** The function that Lua sees running: of an object that is called its `__call`. */
function seen(f: LuaFunction): LuaFunction {
  return f.name === CALL_OBJECT ? (substitutedBy(f)?.body ?? f) : f;
}

/** Calls a function at a line. */
export function callTraced(
  frame: DebugFrame,
  f: LuaFunction,
  called: string | undefined,
  line: number,
  ...values: Value[]
): Result {
  const { stack } = frame;
  reach(frame, line, false, 1);
  if (debugCodeOf(f) !== undefined) {
    stack.next.set(seen(f), called, undefined);
    return f(...values);
  }
  return callOther(stack, f, called, values);
}

/** A call with which the running function ends, to be put off until it has. */
export function tailTraced(frame: DebugFrame, f: LuaFunction, called: string | undefined, line: number): LuaFunction {
  return function tailCall(...values) {
    const { stack } = frame;
    reach(frame, line, false, 1);
    if (debugCodeOf(f) !== undefined) {
      stack.next.set(seen(f), called, frame);
      return f(...values);
    }
    // Others do not take the place of their caller.
    return ended(frame, callOther(stack, f, called, values));
  };
}

/** Calls what is not in debug mode. */
function callOther(stack: DebugStack, f: LuaFunction, called: string | undefined, values: Value[]): Result {
  return f.name === CALL_FAILS ? f() : withFrame(stack, f, true, called, values);
}

/** A function that the runtime calls: where functions in debug mode are active, it gets a frame. */
export function calledBack(f: LuaFunction): LuaFunction {
  const stack = rt.realm.debug?.running;
  if (stack === undefined || stack.frames.length === 0 || debugCodeOf(f) !== undefined) return f;
  return (...values) => withFrame(stack, f, false, undefined, values);
}

/** What `pcall` and `xpcall` keep on their stack while they call a function. */
function keptByProtected(name: string, values: readonly Value[]): readonly Value[] {
  if (name === "xpcall") return values.slice(1, 2);
  return since52() ? [undefined] : [];
}

function withFrame(stack: DebugStack, f: LuaFunction, traced: boolean, called: string | undefined, values: Value[]): Result {
  const isProtected = PROTECTED.has(f.name);
  const frame = new DebugFrame(stack, seen(f), undefined, traced, called, isProtected ? keptByProtected(f.name, values) : values);
  stack.frames.push(frame);
  tellCall(stack, frame);
  let result: Result;
  try {
    result = isProtected
      ? f(...values.map((value, i) => (i === 0 && typeof value === "function" ? calledBack(value) : value)))
      : f(...values);
  } catch (error) {
    stack.drop(frame, error);
    throw error;
  }
  return ended(frame, result);
}
