/**
 * What one hook call may use: fuel, memory, time.
 *
 * Fuel is counted down in a register (`rt.fuel`), a slice at a time: emitted code checks `(rt.fuel = rt.fuel - 1 | 0) < 0` on back-edges and
 * in functions that are no leaves, libraries call `charge`. When a slice is used up, `refuel` looks at the total, the deadline and
 * memory, runs a count hook, and opens the next slice. One unit is about one loop iteration; string work costs one per 64 bytes.
 *
 * Exceeding a limit throws a `LimitError`, which `pcall` and coroutines do not catch; all further fuel is refused until the
 * hook has ended.
 */
import { LimitError } from "./error.ts";
import { rt } from "./machine.ts";
import type { Limits } from "./realm.ts";

/** Fuel of one slice: about a millisecond of work, so that the deadline is seen in time. */
export const SLICE = 1 << 18;
/** Bytes that may be allocated between two measurements of memory. */
const MEMORY_SLICE = 1 << 22;

/** Measures the process's memory for the memory limit. */
export interface MemoryMeter {
  /** Bytes of JavaScript heap in use, garbage included. */
  usedBytes(): number;
  /** Collects garbage now. */
  collect(): void;
}

export class Budget {
  readonly limits: Limits;
  readonly #nowMs: () => number;
  readonly #meter: MemoryMeter | undefined;
  /** Fuel not yet given out as slices. */
  #fuelLeft = 0;
  #slice = 0;
  #deadlineMs = 0;
  #baseBytes = 0;
  /** Bytes charged, where no meter tells what is in use. */
  #chargedBytes = 0;
  #memorySlice = 0;
  #spent: LimitError | undefined = undefined;
  /** A hook that wants to be run every so many units (`debug.sethook` with a count). */
  #hook: { readonly every: number; readonly run: () => void; left: number } | undefined = undefined;

  constructor(limits: Limits, nowMs: () => number, meter: MemoryMeter | undefined) {
    this.limits = limits;
    this.#nowMs = nowMs;
    this.#meter = meter;
  }

  /** A hook call begins: all limits anew. */
  begin(): void {
    this.#fuelLeft = this.limits.fuel;
    this.#spent = undefined;
    this.#deadlineMs =
      this.limits.deadlineMs === Number.POSITIVE_INFINITY ? this.limits.deadlineMs : this.#nowMs() + this.limits.deadlineMs;
    this.#chargedBytes = 0;
    this.#baseBytes = 0;
    this.#openSlice();
    this.#openMemory();
  }

  /** The code leaves the machine (it waits, or it is done): what is left of its slices goes back. */
  leave(): void {
    this.#fuelLeft += rt.fuel;
    this.#slice = 0;
    this.#chargedBytes += this.#memorySlice - rt.memory;
    this.#memorySlice = 0;
    if (this.#meter !== undefined && this.#baseBytes !== 0) this.#baseBytes -= this.#meter.usedBytes();
  }

  /** The code comes back after `leave`. */
  enter(): void {
    if (this.#meter !== undefined && this.#baseBytes !== 0) this.#baseBytes += this.#meter.usedBytes();
    this.#openSlice();
    this.#openMemory();
  }

  /** Fuel used since `begin`. */
  get fuelUsed(): number {
    return this.limits.fuel - this.#fuelLeft - rt.fuel;
  }

  /** Milliseconds until the deadline. */
  get remainingMs(): number {
    return this.#deadlineMs === Number.POSITIVE_INFINITY ? this.#deadlineMs : this.#deadlineMs - this.#nowMs();
  }

  /** Sets or clears the count hook (Lua 5.1 manual §3.8, `LUA_MASKCOUNT`; the unit is fuel, about one loop iteration or call). */
  setHook(every: number, run: (() => void) | undefined): void {
    this.#fuelLeft += rt.fuel;
    this.#hook = run === undefined ? undefined : { every, run, left: every };
    this.#openSlice();
  }

  /** The slice is used up. */
  refuel(): void {
    if (this.#spent !== undefined) throw this.#spent;
    this.#fuelLeft += rt.fuel; // what was taken beyond the slice
    const used = this.#slice - rt.fuel;
    if (this.#fuelLeft < 0) this.exceeded("fuel", `the script used more than its ${this.limits.fuel} units of fuel`);
    if (this.#deadlineMs !== Number.POSITIVE_INFINITY && this.#nowMs() >= this.#deadlineMs) this.overdue();
    this.#openSlice();
    const hook = this.#hook;
    if (hook !== undefined) {
      hook.left -= used;
      if (hook.left <= 0) {
        hook.left = hook.every;
        this.#hook = undefined; // no hook inside the hook
        try {
          hook.run();
        } finally {
          this.#hook ??= hook;
        }
      }
    }
    if (this.#meter !== undefined) this.remeasure();
  }

  /** The memory slice is used up. */
  remeasure(): void {
    if (this.#spent !== undefined) throw this.#spent;
    this.#chargedBytes += this.#memorySlice - rt.memory;
    const meter = this.#meter;
    const limit = this.limits.memoryBytes;
    if (meter === undefined) {
      if (this.#chargedBytes > limit) this.#outOfMemory();
    } else {
      if (this.#baseBytes === 0) this.#baseBytes = meter.usedBytes() - this.#chargedBytes;
      if (meter.usedBytes() - this.#baseBytes > limit) {
        meter.collect();
        if (meter.usedBytes() - this.#baseBytes > limit) this.#outOfMemory();
      }
    }
    this.#openMemory();
  }

  /** The deadline has passed. */
  overdue(): never {
    return this.exceeded("deadline", `the script ran longer than ${this.limits.deadlineMs} ms`);
  }

  exceeded(limit: LimitError["limit"], message: string): never {
    this.#spent = new LimitError(limit, message);
    rt.fuel = -1; // nothing more runs: each check ends here again
    throw this.#spent;
  }

  #outOfMemory(): never {
    return this.exceeded("memory", `the script used more than its ${this.limits.memoryBytes} bytes of memory`);
  }

  #openSlice(): void {
    const hook = this.#hook;
    const slice = Math.min(hook === undefined ? SLICE : Math.min(SLICE, Math.max(hook.left, 1)), Math.max(this.#fuelLeft, 0));
    this.#slice = slice;
    this.#fuelLeft -= slice;
    rt.fuel = slice;
  }

  #openMemory(): void {
    this.#memorySlice = MEMORY_SLICE;
    rt.memory = MEMORY_SLICE;
  }
}

/** Opens the next slice of fuel, or ends the hook. Emitted code calls it when `rt.fuel` has become negative. */
export function refuel(): void {
  rt.realm.budget.refuel();
}

/** Charges work: one unit is about one loop iteration, or 64 bytes of string work. */
export function charge(units: number): void {
  rt.fuel -= units;
  if (rt.fuel < 0) refuel();
}

/** One unit. */
export function tick(): void {
  rt.fuel = (rt.fuel - 1) | 0;
  if (rt.fuel < 0) refuel();
}

/** Charges memory that is about to be allocated. */
export function chargeMemory(bytes: number): void {
  if (bytes > rt.realm.budget.limits.memoryBytes) {
    rt.realm.budget.exceeded(
      "memory",
      `the script asked for ${bytes} bytes at once, more than its limit of ${rt.realm.budget.limits.memoryBytes}`,
    );
  }
  rt.memory -= bytes;
  if (rt.memory < 0) rt.realm.budget.remeasure();
}
