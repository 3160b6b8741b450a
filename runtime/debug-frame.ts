/** Functions in debug mode, and the frames of their calls (debug-stack.ts). */
import type { Box } from "./environment.ts";
import { rt } from "./machine.ts";
import type { Script } from "./script-info.ts";
import { scriptAt } from "./suspended-levels.ts";
import type { LuaFunction, Value } from "./value.ts";

/** What is known of a function of a chunk in debug mode. */
export class DebugCode {
  /** The script's base among the places of the process. */
  readonly at: number;
  /** The JavaScript name of the function. */
  readonly name: string;
  readonly parameters: readonly string[];
  /** The lines that hold code. */
  readonly lines: readonly number[];
  /** What runs. */
  body: LuaFunction;
  readonly #make: (...upvalues: readonly Box[]) => LuaFunction;
  readonly #upvalues: Box[];

  constructor(
    make: (...upvalues: readonly Box[]) => LuaFunction,
    at: number,
    parameters: readonly string[],
    upvalues: readonly Box[],
    lines: readonly number[],
  ) {
    this.body = make(...upvalues);
    this.at = at;
    this.name = this.body.name;
    this.parameters = parameters;
    this.lines = lines;
    this.#make = make;
    this.#upvalues = [...upvalues];
  }

  /** Its upvalues, in the order of `FunctionInfo.upvalues`. */
  get upvalues(): readonly Box[] {
    return this.#upvalues;
  }

  /** Makes another variable one of its upvalues, from its next call on: calls that run now keep theirs. */
  join(n: number, box: Box): void {
    this.#upvalues[n] = box;
    this.body = this.#make(...this.#upvalues);
  }
}

export const CODE = Symbol("code");

export interface DebugFunction {
  [CODE]?: DebugCode;
}

/** The code of a function that was compiled in debug mode. */
export function debugCodeOf(f: LuaFunction): DebugCode | undefined {
  const known = (f as DebugFunction)[CODE]; // functions are objects; only debugClosure sets it
  if (known !== undefined) return known;
  const made = rt.standIns.get(f)?.();
  return made === undefined ? undefined : (made as DebugFunction)[CODE];
}

/** The script that a function in debug mode belongs to. */
export function scriptOf(code: DebugCode): Script | undefined {
  const script = scriptAt(code.at);
  return script?.at === code.at ? script : undefined;
}

/** An active function. */
export class DebugFrame {
  /** The function, as Lua sees it. */
  readonly value: LuaFunction;
  /** Undefined for a library function. */
  readonly code: DebugCode | undefined;
  #called: string | (() => string | undefined) | undefined;
  /** Functions that ended by calling this one, or one that ended so. */
  tails = 0;
  /** How the first of them was called. */
  origin: string | undefined = undefined;
  /** The caller that ended with this call; it leaves the stack when the call has been told. */
  replaces: DebugFrame | undefined = undefined;
  readonly values: readonly Value[];
  line = -1;
  /** The line of the last line event. */
  seen = -1;
  /** Local variables that are in scope. */
  active = 0;
  readonly names: string[] = [];
  readonly boxes: (Box | undefined)[] = [];
  /** Operands that wait for the right side of their operator. */
  readonly pending: Value[] = [];

  constructor(
    value: LuaFunction,
    code: DebugCode | undefined,
    called: string | (() => string | undefined) | undefined,
    values: readonly Value[],
  ) {
    this.value = value;
    this.code = code;
    this.#called = called;
    this.values = values;
  }

  /** How it was called: `global f`. */
  get called(): string | undefined {
    if (typeof this.#called === "function") this.#called = this.#called();
    return this.#called;
  }
  set called(called: string | undefined) {
    this.#called = called;
  }
}
