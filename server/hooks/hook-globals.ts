/**
 * The host's globals in a script instance: written fresh before each call of a hook, read back after it (VPOP3.md §7, §9 O1).
 *
 * Two dozen of them surround every command of every session. Only those that the script has touched are in the instance at all, and of those
 * one comparison tells that nothing has changed.
 */
import type { HostGlobals, ScriptInstance, TouchedGlobal } from "../../runtime/instance.ts";
import type { Value } from "../../runtime/value.ts";
import type { Global } from "../../runtime/vpop3/contract.ts";
import { fromLua, misfit, toLua } from "./conversions.ts";
import type { HookReports } from "./script-hooks.ts";

/** A global that the script has touched. */
interface Slot {
  readonly name: string;
  readonly row: Global;
  readonly global: TouchedGlobal;
  /** What the host had when it was last written, and what the script got: what is still the same was not touched. */
  given: unknown;
  written: Value;
}

/** The globals of a script kind as a script gets them; `values` are the host's, by name. */
export function hostGlobals(rows: Readonly<Record<string, Global>>, values: Readonly<Record<string, unknown>>): HostGlobals {
  return {
    has: (name) => Object.hasOwn(rows, name),
    names: () => Object.keys(rows),
    value: (name) => toLua(rows[name]?.shape ?? "any", values[name]),
  };
}

export class HookGlobals {
  readonly #rows: Readonly<Record<string, Global>>;
  readonly #touched: readonly TouchedGlobal[];
  readonly #slots: Slot[] = [];
  readonly #values: Record<string, unknown>;
  readonly #script: string;
  readonly #reports: HookReports;

  /** `values` are the host's, by name; reading back changes them. */
  constructor(
    rows: Readonly<Record<string, Global>>,
    instance: ScriptInstance,
    values: Record<string, unknown>,
    reports: HookReports,
  ) {
    this.#rows = rows;
    this.#touched = instance.give(hostGlobals(rows, values));
    this.#values = values;
    this.#script = instance.name;
    this.#reports = reports;
  }

  /** Before a call of `hook`: gives the script the host's values. Globals that only other hooks have stay as they were. */
  write(hook: string): void {
    for (const slot of this.#present()) {
      const { row, global } = slot;
      if (row.only !== undefined && row.only !== hook) continue;
      const given = this.#values[slot.name];
      if (given === slot.given && typeof given !== "object" && global.value === slot.written) continue;
      slot.given = given;
      slot.written = toLua(row.shape, given);
      global.value = slot.written;
    }
  }

  /** `hook` undefined: the top level, which sees all globals. */
  read(hook: string | undefined): void {
    for (const slot of this.#present()) {
      const { value } = slot.global;
      // A table may have been changed within.
      if (value !== undefined && (value !== slot.written || typeof value === "object")) this.#readChanged(slot, value, hook);
    }
  }

  /** The slots of all globals that the script has touched by now. */
  #present(): readonly Slot[] {
    const slots = this.#slots;
    if (slots.length === this.#touched.length) return slots;
    for (const global of this.#touched.slice(slots.length)) {
      const row = this.#rows[global.name];
      if (row !== undefined) slots.push({ name: global.name, row, global, given: undefined, written: undefined });
    }
    return slots;
  }

  #readChanged({ name, row: { direction, only, shape } }: Slot, value: Value, hook: string | undefined): void {
    if (direction !== "in/out" || (only !== undefined && hook !== undefined && only !== hook)) return;
    const read = fromLua(shape, value);
    if (read !== undefined) this.#values[name] = read;
    else {
      const what = `global ${name}: ${misfit(shape, value)}`;
      this.#reports.unusable(this.#script, hook ?? "(top level)", what);
    }
  }
}
