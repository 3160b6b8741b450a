/**
 * The host's globals in a script instance: written fresh before each call of a hook, read back after it (VPOP3.md §7, §9 O1).
 *
 * Two dozen of them surround every command of every session, so a call costs one comparison for each that the script left alone.
 */
import type { GlobalSlots, ScriptInstance } from "../../runtime/instance.ts";
import type { Value } from "../../runtime/value.ts";
import type { Global } from "../../runtime/vpop3/contract.ts";
import { fromLua, luaTypeOf, shapeName, toLua } from "./conversions.ts";
import type { HookReports } from "./script-hooks.ts";

export class HookGlobals {
  readonly #rows: readonly (readonly [string, Global])[];
  readonly #slots: GlobalSlots;
  /** What the script last got, by row: what is still the same was not touched. */
  readonly #written: Value[];
  readonly #values: Record<string, unknown>;
  readonly #script: string;
  readonly #reports: HookReports;

  /** `values` are the host's, by name; reading back changes them. */
  constructor(
    globals: Readonly<Record<string, Global>>,
    instance: ScriptInstance,
    values: Record<string, unknown>,
    reports: HookReports,
  ) {
    this.#rows = Object.entries(globals);
    this.#slots = instance.slots(Object.keys(globals));
    this.#written = this.#rows.map(() => undefined);
    this.#values = values;
    this.#script = instance.name;
    this.#reports = reports;
  }

  write(hook: string): void {
    for (let i = 0; i < this.#rows.length; i++) {
      const row = this.#rows[i];
      if (row === undefined || (row[1].only !== undefined && row[1].only !== hook)) continue;
      const value = toLua(row[1].shape, this.#values[row[0]]);
      this.#written[i] = value;
      this.#slots.set(i, value);
    }
  }

  /** `hook` undefined: the top level, which sees all globals. */
  read(hook: string | undefined): void {
    for (let i = 0; i < this.#rows.length; i++) {
      const value = this.#slots.get(i);
      // A table may have been changed within.
      if (value === undefined || (value === this.#written[i] && typeof value !== "object")) continue;
      const row = this.#rows[i];
      if (row !== undefined) this.#readChanged(row, value, hook);
    }
  }

  #readChanged([name, { direction, only, shape }]: readonly [string, Global], value: Value, hook: string | undefined): void {
    if (direction !== "in/out" || (only !== undefined && hook !== undefined && only !== hook)) return;
    const read = fromLua(shape, value);
    if (read !== undefined) this.#values[name] = read;
    else {
      const what = `global ${name}: expected ${shapeName(shape)}, found a ${luaTypeOf(value)} value`;
      this.#reports.unusable(this.#script, hook ?? "(top level)", what);
    }
  }
}
