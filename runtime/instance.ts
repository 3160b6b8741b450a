/**
 * A script instance: one compiled module with globals of its own, as VPOP3 gives each SMTP session its own SMTPSVR.LUA
 * (VPOP3.md §1.4). This is the door for the server; compiled scripts use `index.ts`.
 */
import type { Value } from "./value.ts";

/** How a call into a script ended. `failed` never throws: a script's failure is data for the caller (log it, keep the default). */
export type CallOutcome =
  | { readonly kind: "returned"; readonly values: readonly Value[] }
  | { readonly kind: "failed"; readonly failure: ScriptFailure };

export interface ScriptFailure {
  /** `error`: a Lua error; `limit`: fuel, memory, depth or deadline; `bug`: a defect of our own. */
  readonly kind: "error" | "limit" | "bug";
  /** Lua's text with position: `smtpsvr.lua:12: attempt to index field 'x' (a nil value)`. */
  readonly message: string;
  /** `stack traceback:` in Lua lines. */
  readonly traceback: string;
  readonly script: string;
  readonly line: number | undefined;
}

/** What one hook call may use. Units: docs/limits. */
export interface Limits {
  readonly fuel: number;
  readonly memoryBytes: number;
  readonly deadlineMs: number;
}

export interface ScriptInstance {
  /** The Lua name of the script: `smtpsvr.lua`. */
  readonly name: string;
  /** True if the global `name` is a function now. Costs one look-up. */
  has(name: string): boolean;
  /**
   * Calls the global function `name`. Synchronous unless the script waits (DNS, sleep, …): then a promise.
   * A missing function gives `returned` with no values.
   */
  call(name: string, values: readonly Value[]): CallOutcome | Promise<CallOutcome>;
  get(name: string): Value;
  set(name: string, value: Value): void;
}
