/**
 * A script instance: one compiled module with globals of its own, as VPOP3 gives each SMTP session its own SMTPSVR.LUA
 * (VPOP3.md §1.4). This is the door for the server; compiled scripts use `index.ts`.
 *
 * A call from the host runs as an *activation*: a main line of execution with a budget of its own. When the script waits, the activation leaves
 * the machine with its frames and comes back when the promise settles; other activations run meanwhile, of this instance too.
 */
import { Activation } from "./activation.ts";
import { Budget } from "./budget.ts";
import type { Dialect } from "./dialect.ts";
import { type Environment, GlobalTable, type HostGlobals, type Template, type TouchedGlobal } from "./globals.ts";
import type { Host } from "./host.ts";
import { type Limits, Realm } from "./realm.ts";
import type { LuaFunction, Value } from "./value.ts";

export type { HostGlobals, TouchedGlobal } from "./globals.ts";
export type { Limits } from "./realm.ts";

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
  /** Runs the main chunk: the top level, which defines the hooks. To be called once, before anything else. */
  run(values: readonly Value[]): CallOutcome | Promise<CallOutcome>;
  /** Runs the function that `chunk` gives for the instance's globals; errors of `chunk` itself are the script's too. */
  execute(chunk: ScriptModule["chunk"], values: readonly Value[]): CallOutcome | Promise<CallOutcome>;
  get(name: string): Value;
  set(name: string, value: Value): void;
  /** Gives the script globals of the host, in the place of those given before. The list tells which the script has touched, and grows. */
  give(host: HostGlobals): readonly TouchedGlobal[];
}

/** A loaded module: what its factory gave. */
export interface ScriptModule {
  /** The Lua name of the script: `smtpsvr.lua`. */
  readonly name: string;
  /** Makes the main function of the chunk, with `environment` as its globals. */
  readonly chunk: (environment: Environment) => LuaFunction;
}

export interface InstanceOptions {
  readonly host: Host;
  readonly dialect: Dialect;
  readonly limits: Limits;
  /** The globals that instances begin with: the libraries. One template serves all instances. */
  readonly globals: Template;
}

/** Makes an instance; `run` its main chunk before calling hooks. Costs some microseconds: libraries are made when they are first touched. */
export function createInstance(module: ScriptModule, options: InstanceOptions): ScriptInstance {
  return new Instance(module, options);
}

class Instance implements ScriptInstance {
  readonly name: string;
  readonly #module: ScriptModule;
  readonly #realm: Realm;
  readonly #globals: GlobalTable;

  constructor(module: ScriptModule, options: InstanceOptions) {
    this.name = module.name;
    this.#module = module;
    this.#globals = new GlobalTable(options.globals);
    this.#realm = new Realm(
      options.dialect,
      options.host,
      options.limits,
      this.#globals,
      new Budget(options.limits, options.host),
    );
  }

  run(values: readonly Value[]): CallOutcome | Promise<CallOutcome> {
    return this.execute(this.#module.chunk, values);
  }

  execute(chunk: ScriptModule["chunk"], values: readonly Value[]): CallOutcome | Promise<CallOutcome> {
    return new Activation(this.#realm, this.name).begin(() => chunk(this.#globals), values);
  }

  has(name: string): boolean {
    return this.#globals.isFunction(name);
  }

  call(name: string, values: readonly Value[]): CallOutcome | Promise<CallOutcome> {
    const f = this.#globals.getString(name);
    if (f === undefined) return { kind: "returned", values: [] };
    return new Activation(this.#realm, this.name).begin(() => f, values);
  }

  get(name: string): Value {
    return this.#globals.getString(name);
  }

  set(name: string, value: Value): void {
    this.#globals.setString(name, value);
  }

  give(host: HostGlobals): readonly TouchedGlobal[] {
    return this.#globals.give(host);
  }
}
