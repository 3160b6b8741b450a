/** Functions in debug mode, and the frames of their calls (debug-stack.ts). */
import type { DebugStack } from "./debug-stack.ts";
import { Box } from "./environment.ts";
import type { Script } from "./script-info.ts";
import { type Substituted, substitutedBy } from "./stand-in.ts";
import { scriptAt } from "./suspended-levels.ts";
import type { LuaFunction, Result, Value } from "./value.ts";

/** What runs: the function with its frame before its arguments. */
export type DebugBody = (frame: DebugFrame, ...values: Value[]) => Result;

/** What is known of a function of a chunk in debug mode. */
export class DebugCode implements Substituted {
  /** The script's base among the places of the process. */
  readonly at: number;
  readonly parameters: readonly string[];
  /** The lines that hold code. */
  readonly lines: readonly number[];
  run: DebugBody;
  readonly #make: (...upvalues: readonly Box[]) => DebugBody;
  readonly #upvalues: Box[];

  constructor(
    make: (...upvalues: readonly Box[]) => DebugBody,
    at: number,
    parameters: readonly string[],
    upvalues: Box[],
    lines: readonly number[],
  ) {
    this.run = make(...upvalues);
    this.at = at;
    this.parameters = parameters;
    this.lines = lines;
    this.#make = make;
    this.#upvalues = upvalues;
  }

  /** Only its name and its text are looked at. */
  get body(): LuaFunction {
    return this.run as unknown as LuaFunction;
  }

  /** Its upvalues, in the order of `FunctionInfo.upvalues`. */
  get upvalues(): readonly Box[] {
    return this.#upvalues;
  }

  /** Makes another variable one of its upvalues, from its next call on: calls that run now keep theirs. */
  join(n: number, box: Box): void {
    this.#upvalues[n] = box;
    this.run = this.#make(...this.#upvalues);
  }
}

/** The code of a function that was compiled in debug mode. */
export function debugCodeOf(f: LuaFunction): DebugCode | undefined {
  const substituted = substitutedBy(f);
  if (substituted === undefined || substituted instanceof DebugCode) return substituted;
  return debugCodeOf(substituted.body);
}

/** The script that a function in debug mode belongs to. */
export function scriptOf(code: DebugCode): Script | undefined {
  const script = scriptAt(code.at);
  return script?.at === code.at ? script : undefined;
}

/** A local variable of such a function. */
export class NamedBox extends Box {
  readonly name: string;

  constructor(name: string, value: Value) {
    super(value);
    this.name = name;
  }
}

/** Most functions never hold anything else: nothing is put in here. */
const NOTHING_PENDING: Value[] = [];

/** An active function in debug mode, or one that such a function has called. */
export class DebugFrame {
  readonly stack: DebugStack;
  /** The function, as Lua sees it. */
  readonly value: LuaFunction;
  /** Undefined for a function that is not in debug mode. */
  readonly code: DebugCode | undefined;
  /** True if the frame below it called it; else it was called by the runtime, or by ordinary code. */
  readonly traced: boolean;
  /** How it was called: `global f`. */
  called: string | undefined;
  /** Functions that ended by calling this one, or one that ended so. */
  tails = 0;
  /** How the first of them was called. */
  origin: string | undefined = undefined;
  /** True while a hook hears of its return. */
  ended = false;
  /** The caller that ended with this call; it leaves the stack when the call has been told. */
  replaces: DebugFrame | undefined = undefined;
  readonly values: readonly Value[];
  line = -1;
  /** The line of the last line event. */
  seen = -1;
  /** Local variables that are in scope. */
  active = 0;
  readonly locals: NamedBox[] = [];
  /** Operands that wait for the right side of their operator. */
  pending: Value[] = NOTHING_PENDING;

  constructor(
    stack: DebugStack,
    value: LuaFunction,
    code: DebugCode | undefined,
    traced: boolean,
    called: string | undefined,
    values: readonly Value[],
  ) {
    this.stack = stack;
    this.value = value;
    this.code = code;
    this.traced = traced;
    this.called = called;
    this.values = values;
  }
}
