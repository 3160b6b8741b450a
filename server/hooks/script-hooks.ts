/**
 * Calls hooks by the contract: writes the globals, converts what goes in and what comes out, reads the globals back. One object for
 * each script instance.
 *
 * A hook that fails is reported, and the caller goes on as if the script had said nothing, or, where the configuration wants it, gets
 * a `HookFailed` to turn into 451. A hook that the script does not define costs one look-up.
 *
 * Governing text: VPOP3.md §7, §9 C1, O1.
 */
import type { CallOutcome, HostGlobals, ScriptFailure, ScriptInstance } from "../../runtime/instance.ts";
import { LuaTable } from "../../runtime/table.ts";
import type { Value } from "../../runtime/value.ts";
import {
  type ArgumentsOf,
  CONTRACT,
  type GlobalValues,
  type Hook,
  type HookName,
  type ReturnsOf,
  type ReturnValue,
  type ScriptKind,
  type ScriptKindId,
} from "../../runtime/vpop3/contract.ts";
import { fromLua, luaTypeOf, misfit, toLua } from "./conversions.ts";
import { HookGlobals, hostGlobals } from "./hook-globals.ts";
import { LongLists } from "./long-lists.ts";

export type GlobalsOf<K extends ScriptKindId> = GlobalValues<(typeof CONTRACT)[K]["globals"]>;

/** The host's globals as the script sees them from its top level on. */
export function globalsFor<K extends ScriptKindId>(kind: K, values: GlobalsOf<K>): HostGlobals {
  return hostGlobals(CONTRACT[kind].globals, values);
}

/** Who hears of what goes wrong in a script. Must not throw. */
export interface HookReports {
  failed(hook: string, failure: ScriptFailure): void;
  /** A value came back that the contract does not know there; it was ignored. */
  unusable(script: string, hook: string, what: string): void;
  /** Each call that ended, with its time. Only asked for if it is there. */
  called?(script: string, hook: string, timeMs: number): void;
}

/** A hook failed and `scripts.onError` is `451`. */
export class HookFailed extends Error {
  constructor(hook: string) {
    super(`hook ${hook} failed`);
    this.name = "HookFailed";
  }
}

/** What a hook said; undefined: it is not defined or it failed; a promise: it waited. */
export type Said<K extends ScriptKindId, H extends HookName<K>> =
  | ReturnsOf<K, H>
  | undefined
  | Promise<ReturnsOf<K, H> | undefined>;

export interface HookSeries<K extends ScriptKindId> {
  call<H extends HookName<K>>(name: H, ...values: ArgumentsOf<K, H> & readonly unknown[]): Said<K, H>;
  /** After the last call: takes over what the script did to the globals. */
  end(): void;
}

type AnythingSaid = Readonly<Record<string, unknown>> | undefined;

export class ScriptHooks<K extends ScriptKindId> {
  readonly #kind: ScriptKind;
  readonly #hooks: Readonly<Record<string, Hook>>;
  readonly #globals: HookGlobals | undefined;
  readonly #instance: ScriptInstance | undefined;
  readonly #reports: HookReports;
  readonly #refuseOnError: boolean;
  readonly #lists = new LongLists();

  /** `instance` undefined: there is no such script, so no hook is defined. `values` are the host's globals; the hooks change them. */
  constructor(kind: K, instance: ScriptInstance | undefined, values: GlobalsOf<K>, reports: HookReports, refuseOnError: boolean) {
    this.#kind = CONTRACT[kind];
    this.#hooks = this.#kind.hooks;
    this.#globals = instance && new HookGlobals(this.#kind.globals, instance, values, reports);
    this.#instance = instance;
    this.#reports = reports;
    this.#refuseOnError = refuseOnError;
  }

  /** True if the script defines the hook as a function now: it may do so at any time. */
  has(name: HookName<K>): boolean {
    return this.#instance?.has(name) === true;
  }

  /** True if the script has a global function of that name, hook or not. */
  hasFunction(name: string): boolean {
    return this.#instance?.has(name) === true;
  }

  /**
   * Calls a hook. Undefined: the script does not define it, or it failed. Else what it said, by the names of the contract. A promise only
   * if the script waited. Throws (or rejects with) `HookFailed` if that is configured.
   */
  call<H extends HookName<K>>(name: H, ...values: ArgumentsOf<K, H> & readonly unknown[]): Said<K, H> {
    // What `#finish` reads by the rows of the hook has the type that the contract derives from them.
    return this.#invoke(name, name, values) as Said<K, H>;
  }

  /** As `call`, for a function with a free name that has the signature of the hook `like` (VPOP3.md §3). */
  callNamed<H extends HookName<K>>(name: string, like: H, ...values: ArgumentsOf<K, H> & readonly unknown[]): Said<K, H> {
    return this.#invoke(name, like, values) as Said<K, H>; // as above
  }

  /**
   * Many calls with nothing of the server in between (the lines of a chunk): the globals are written now and read back at `end`, not around
   * each call.
   */
  series(): HookSeries<K> {
    const instance = this.#instance;
    this.#globals?.write("");
    return {
      call: (name, ...values) => {
        const hook = this.#hooks[name];
        if (hook === undefined || instance === undefined || !instance.has(name)) return undefined;
        return this.#callHook(instance, name, hook, values) as Said<K, typeof name>; // as in `call`
      },
      end: () => this.#globals?.read(""),
    };
  }

  #invoke(name: string, like: string, values: readonly unknown[]): AnythingSaid | Promise<AnythingSaid> {
    const instance = this.#instance;
    const hook = this.#hooks[like];
    if (hook === undefined || instance === undefined || !instance.has(name)) return undefined;
    this.#globals?.write(name);
    const began = this.#reports.called === undefined ? 0 : performance.now();
    const said = this.#callHook(instance, name, hook, values);
    if (said instanceof Promise) return said.then((settled) => this.#ended(instance, name, began, settled));
    return this.#ended(instance, name, began, said);
  }

  #ended(instance: ScriptInstance, name: string, began: number, said: AnythingSaid): AnythingSaid {
    this.#reports.called?.(instance.name, name, performance.now() - began);
    if (said !== undefined) this.#globals?.read(name);
    return said;
  }

  #callHook(
    instance: ScriptInstance,
    name: string,
    hook: Hook,
    values: readonly unknown[],
  ): AnythingSaid | Promise<AnythingSaid> {
    const given: Value[] = [];
    for (let i = 0; i < hook.parameters.length; i++)
      given.push(toLua(hook.parameters[i]?.shape ?? "any", values[i], this.#lists));
    const outcome = instance.call(name, given);
    if (outcome instanceof Promise) return outcome.then((settled) => this.#finish(instance, name, hook, settled));
    return this.#finish(instance, name, hook, outcome);
  }

  #finish(instance: ScriptInstance, name: string, hook: Hook, outcome: CallOutcome): AnythingSaid {
    if (outcome.kind === "failed") {
      this.#reports.failed(name, outcome.failure);
      if (this.#refuseOnError) throw new HookFailed(name);
      return undefined;
    }
    const said: Record<string, unknown> = {};
    if (hook.order === "type") this.#readByType(instance, name, hook.returns, outcome.values, said);
    else {
      for (let i = 0; i < hook.returns.length; i++) {
        const row = hook.returns[i];
        if (row !== undefined) said[row.name] = this.#read(instance, name, row, outcome.values[i]);
      }
    }
    return said;
  }

  #read(instance: ScriptInstance, hook: string, row: ReturnValue, value: Value): unknown {
    const read = fromLua(row.shape, value);
    if (read === undefined && value !== undefined) {
      this.#reports.unusable(instance.name, hook, `result '${row.name}': ${misfit(row.shape, value)}`);
    }
    return read;
  }

  /** The table is the table, the string the string, wherever they stand; of two strings the one with a code is the reply (§9 C1). */
  #readByType(
    instance: ScriptInstance,
    hook: string,
    rows: readonly ReturnValue[],
    values: readonly Value[],
    said: Record<string, unknown>,
  ): void {
    for (const row of rows) {
      const wantsTable = typeof row.shape === "object" || row.shape === "map";
      said[row.name] = this.#read(instance, hook, row, wantsTable ? firstTable(values) : bestText(values));
    }
    for (const value of values) {
      if (typeof value === "boolean" || typeof value === "function") {
        this.#reports.unusable(instance.name, hook, `a result: expected a table or a string, found a ${luaTypeOf(value)} value`);
      }
    }
  }

  /** After the top level of the script: what it did to the globals holds, as if a hook had done it. */
  takeGlobals(): void {
    this.#globals?.read(undefined);
  }
}

function firstTable(values: readonly Value[]): Value {
  for (const value of values) if (value instanceof LuaTable) return value;
  return undefined;
}

/** The first text that begins with a code if there are several, else the first. */
function bestText(values: readonly Value[]): Value {
  let first: Value;
  let several = false;
  for (const value of values) {
    if (typeof value !== "string" && typeof value !== "number") continue;
    if (first !== undefined) several = true;
    first ??= value;
  }
  if (!several) return first;
  return (
    values.find((value) => (typeof value === "string" || typeof value === "number") && /^[0-9]{3}/.test(String(value))) ?? first
  );
}
