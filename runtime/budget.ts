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
import type { Host } from "./host.ts";
import { rt as machine } from "./machine.ts";
import type { Limits } from "./realm.ts";

/** A constant of this file, as in results.ts. */
const rt = machine;

/** Fuel of one slice: about a millisecond of work, after which memory is measured. */
const SLICE = 1 << 18;
/**
 * The same with a deadline, which must be seen in time even where a unit pays for a thousand times as much work as usual: the first slice is short, each
 * that took little time is followed by one twice as long, and one that took much by a shorter one.
 */
const FIRST_SLICE = 1 << 10;
const DEADLINE_SLICE = 1 << 15;
const LEAST_SLICE = 1 << 5;
const SOON_MS = 4;
const LATE_MS = 20;
/** Charges from here on are not taken from the registers. */
const MAX_CHARGE = 1 << 30;
/** The same once a script has put together more text than it may use: V8 copies it when it is first read, and a unit may read up to 16 KB. */
const ROPE_SLICE = 1 << 10;
/** Fuel, of several calls together, after which memory is looked at. */
const MEASURE_AFTER = 1 << 15;
/** Time between two collections that nobody asked for, at least, and how many times as long as the last of them took. */
const COLLECT_EVERY_MS = 500;
const COLLECT_SELDOM = 20;
/** Bytes that may be allocated between two measurements of memory. */
const MEMORY_SLICE = 1 << 22;

/** The part of its memory that a call must have used for a collection to be worth its time when it has ended. */
const WORTH_COLLECTING = 1 / 4;

/** Fuel for a collection that makes room, for each byte of the limit: it looks at all that is alive. */
const COLLECT_FUEL_PER_BYTE = 1 / 64;

/** Fuel after which a call looks at memory whose instance has used much since the last look. */
const FIRST_LOOK = 64;

/** Bytes that a unit of fuel may leave behind where nothing else is charged: an item of a table. */
const BYTES_PER_UNIT = 64;

/** What the calls of an instance have used together. A call may leave behind all that it may use, and none would be seen to have used much. */
export class MemoryUse {
  /** Since memory was measured: bytes that may be charged until the next time, and fuel used. */
  bytesLeft = MEMORY_SLICE;
  fuel = 0;
  /** About what was allocated in all, garbage included. */
  allocated = 0;
  /** Characters of texts that were put together (assembled.ts). */
  ropeBytes = 0;
}

export class Budget {
  readonly limits: Limits;
  readonly #host: Host;
  /** Fuel not yet given out as slices. */
  #fuelLeft: number;
  /** The present slices; 0 while the code is not in the machine. */
  #slice = 0;
  #memorySlice = 0;
  /** On the host's clock; undefined until that is looked at. */
  #deadlineMs: number | undefined;
  /** What remained at the last look since the code came into the machine, and the length of a slice with a deadline. */
  #remainedMs = Number.NaN;
  #pace = FIRST_SLICE;
  /** What the process used without the code, as far as that is known (0: not measured yet). */
  #baseBytes = 0;
  /** When garbage is next collected that nobody asked to be collected. */
  #collectNextMs = 0;
  #spent: LimitError | undefined = undefined;
  #printedBytes = 0;
  /** A hook that wants to be run every so many units (`debug.sethook` with a count). */
  #hook: { readonly every: number; readonly run: () => void; left: number } | undefined = undefined;
  /** It runs, and no hook interrupts it. */
  #inHook = false;

  /** A budget for one call from the host. */
  constructor(limits: Limits, host: Host) {
    this.limits = limits;
    this.#host = host;
    this.#fuelLeft = limits.fuel;
    this.#deadlineMs = undefined;
  }

  /** The code comes into the machine. */
  enter(): void {
    this.#remainedMs = Number.NaN;
    if (this.#baseBytes !== 0) this.#baseBytes += this.#host.memory.usedBytes();
    this.#openSlice(rt.realm.memoryUse.fuel >= MEASURE_AFTER ? FIRST_LOOK : SLICE);
    this.#openMemory(rt.realm.memoryUse.bytesLeft);
  }

  /** The code leaves the machine (it waits, or it is done): what is left of its slices goes back. */
  leave(): void {
    const { memoryUse } = rt.realm;
    memoryUse.fuel += Math.max(0, this.#slice - rt.fuel);
    memoryUse.bytesLeft = Math.max(0, rt.memory);
    this.#fuelLeft += rt.fuel;
    this.#slice = 0;
    rt.fuel = 0;
    this.#memorySlice = 0;
    rt.memory = 0;
    if (this.#baseBytes !== 0) this.#baseBytes -= this.#host.memory.usedBytes();
  }

  /**
   * The call has ended, and nothing holds its values any more. If it ended over a limit and used much memory, that goes now: V8 would let garbage grow to
   * several times as much.
   */
  giveBack(): void {
    const grownBytes = -this.#baseBytes; // `leave` took away what is used now
    if (this.#spent !== undefined && grownBytes > this.limits.memoryBytes * WORTH_COLLECTING) this.#host.memory.collect();
  }

  /**
   * Milliseconds until the deadline. They count from the first look: when the first slice is used up or the code waits. Most calls end
   * before, and reading the clock would be a good part of what they cost.
   */
  get remainingMs(): number {
    const { deadlineMs } = this.limits;
    if (deadlineMs === Number.POSITIVE_INFINITY) return deadlineMs;
    const nowMs = this.#host.clock.nowMs();
    this.#deadlineMs ??= nowMs + deadlineMs;
    return this.#deadlineMs - nowMs;
  }

  /**
   * Asks to print so many bytes. `cut`: these are the first of the call that are too many; nothing that it prints from then on is put out. The call goes on:
   * what a script prints is for people, and no reason to refuse mail.
   */
  mayPrint(bytes: number): "yes" | "no" | "cut" {
    const { printBytes = Number.POSITIVE_INFINITY } = this.limits;
    if (this.#printedBytes > printBytes) return "no";
    this.#printedBytes += bytes;
    return this.#printedBytes > printBytes ? "cut" : "yes";
  }

  /** Sets or clears the count hook (Lua 5.1 manual §3.8, `LUA_MASKCOUNT`; the unit is fuel, about one loop iteration or call). */
  setHook(every: number, run: (() => void) | undefined): void {
    const used = this.#slice - rt.fuel;
    this.#hook = run === undefined ? undefined : { every, run, left: every + used };
    // The slice ends here, and the next check looks at all limits. A new one would put that off, and hooks can be set again and again.
    this.#fuelLeft += rt.fuel;
    this.#slice = used;
    rt.fuel = 0;
  }

  /** The slice is used up. */
  refuel(): void {
    if (this.#spent !== undefined) throw this.#spent;
    this.#fuelLeft += rt.fuel; // what was taken beyond the slice
    const used = this.#slice - rt.fuel;
    if (this.#fuelLeft < 0) this.exceeded("fuel", `the script used more than its ${this.limits.fuel} units of fuel`);
    if (this.limits.deadlineMs !== Number.POSITIVE_INFINITY) this.#lookAtClock();
    this.#openSlice();
    const hook = this.#hook;
    if (hook !== undefined && !this.#inHook) {
      hook.left -= used;
      if (hook.left <= 0) {
        hook.left = hook.every;
        this.#inHook = true;
        try {
          hook.run();
        } finally {
          this.#inHook = false;
        }
      }
    }
    const { memoryUse } = rt.realm;
    memoryUse.fuel += used;
    if (memoryUse.fuel >= MEASURE_AFTER || this.#hasRopes) {
      if (rt.realm.hasWeakTables) this.#collectNowAndThen();
      this.remeasure();
    }
  }

  #lookAtClock(): void {
    const { remainingMs } = this;
    if (remainingMs <= 0) this.overdue();
    const tookMs = this.#remainedMs - remainingMs; // not a number at first
    this.#remainedMs = remainingMs;
    if (tookMs < SOON_MS) this.#pace = Math.min(2 * this.#pace, DEADLINE_SLICE);
    else if (tookMs > LATE_MS) this.#pace = Math.max(this.#pace >> 2, LEAST_SLICE);
  }

  /** JavaScript drops weak references only between jobs or where it is told to: a loop that waits for one to go would never end. */
  #collectNowAndThen(): void {
    const { clock, memory } = this.#host;
    const beginMs = clock.nowMs();
    if (beginMs < this.#collectNextMs) return;
    memory.collect();
    const endMs = clock.nowMs();
    this.#collectNextMs = endMs + Math.max(COLLECT_EVERY_MS, COLLECT_SELDOM * (endMs - beginMs));
  }

  /**
   * The memory slice is used up: looks at what the process uses. Charged bytes alone do not tell, since most are garbage soon; they bound
   * how much can be allocated between two looks. Garbage is collected before the limit counts as exceeded.
   */
  remeasure(): void {
    if (this.#spent !== undefined) throw this.#spent;
    const { memoryUse } = rt.realm;
    const charged = this.#memorySlice - rt.memory;
    memoryUse.allocated += charged + memoryUse.fuel * BYTES_PER_UNIT;
    memoryUse.fuel = 0;
    const { memory } = this.#host;
    const limit = this.limits.memoryBytes;
    if (this.#baseBytes === 0) this.#baseBytes = this.#usedBefore(Math.min(charged, MEMORY_SLICE));
    const used = memory.usedBytes();
    if (used - this.#baseBytes > limit || used > memory.ceilingBytes) {
      // Near the limit there may be many of these: they are paid for. Looked at by the next check; it allocates nothing.
      const units = Math.min(Math.ceil(limit * COLLECT_FUEL_PER_BYTE), MAX_CHARGE);
      rt.fuel = (rt.fuel - units) | 0;
      memoryUse.fuel -= units;
      memory.collect();
      const left = memory.usedBytes();
      if (left - this.#baseBytes > limit) this.exceeded("memory", `the script used more than its ${limit} bytes of memory`);
      // Who has never allocated much does not hold it.
      if (left > memory.ceilingBytes && memoryUse.allocated > limit) {
        this.exceeded("memory", `the process has no memory left for the script, which allocated more than ${limit} bytes so far`);
      }
    }
    this.#openMemory(MEMORY_SLICE);
  }

  /**
   * What the process used before the code had charged so many bytes. Garbage of earlier calls would be room for the script as soon as it is collected, so
   * there must not be much of it.
   */
  #usedBefore(chargedBytes: number): number {
    const { memory } = this.#host;
    const left = memory.leftBytes();
    const used = memory.usedBytes();
    if (used - left <= Math.max(this.limits.memoryBytes, left)) return used - chargedBytes;
    memory.collect();
    return Math.min(used - chargedBytes, memory.usedBytes());
  }

  /** Takes a charge that is too large for the register. */
  payFuel(units: number): void {
    this.#fuelLeft += rt.fuel - units;
    this.#slice = 0;
    rt.fuel = -1;
  }

  /** Takes a charge that is too large for the register; the next check compares it with the limit. */
  payMemory(bytes: number): void {
    rt.realm.memoryUse.allocated += this.#memorySlice - rt.memory + bytes;
    this.#memorySlice = 0;
    rt.memory = -1;
  }

  /** Work begins that nothing can stop, of about so many milliseconds. Who has no more left until the deadline is over it already. */
  requireTime(ms: number): void {
    if (ms >= this.remainingMs) this.overdue();
  }

  /** The deadline has passed. */
  overdue(): never {
    return this.exceeded("deadline", `the script ran longer than ${this.limits.deadlineMs} ms`);
  }

  /** Ends the script: throws, and so does each check from here on, whoever catches the first error. */
  exceeded(limit: LimitError["limit"], message: string): never {
    this.#spent = new LimitError(limit, message);
    rt.fuel = -1; // nothing more runs: each check ends here again
    throw this.#spent;
  }

  get #hasRopes(): boolean {
    return rt.realm.memoryUse.ropeBytes > this.limits.memoryBytes;
  }

  #openSlice(most = SLICE): void {
    const hook = this.#inHook ? undefined : this.#hook;
    const usual = this.limits.deadlineMs === Number.POSITIVE_INFINITY ? SLICE : this.#pace;
    const longest = Math.min(most, this.#hasRopes ? ROPE_SLICE : usual);
    const slice = Math.min(hook === undefined ? longest : Math.min(longest, Math.max(hook.left, 1)), Math.max(this.#fuelLeft, 0));
    this.#slice = slice;
    this.#fuelLeft -= slice;
    rt.fuel = slice;
  }

  #openMemory(bytes: number): void {
    this.#memorySlice = bytes;
    rt.memory = bytes;
  }
}

/**
 * Opens the next slice of fuel, or ends the hook, when it is read as text: emitted code says `` `${refuel}` `` where `rt.fuel` has become negative. V8
 * keeps no notes of texts. A call that it has never seen taken it leaves out, and throws the function's optimised code away at the first; one that
 * it has seen taken it puts into each hot loop.
 */
export const refuel = Object.freeze({
  toString(): string {
    rt.realm.budget.refuel();
    return "";
  },
});

/**
 * Pays `units` ahead and the `turn` of a loop that begins; gives `units`, which the loop counts down in a local variable: that is several
 * times cheaper than counting the register down each time.
 */
export function pay(units: number, turn = 1): number {
  rt.fuel = (rt.fuel - units - turn) | 0;
  if (rt.fuel < 0) `${refuel}`;
  return units;
}

/** Charges work: one unit is about one loop iteration, or 64 bytes of string work. */
export function charge(units: number): void {
  // The register stays a small integer, whatever the number: emitted code depends on it.
  if (units < MAX_CHARGE) rt.fuel = (rt.fuel - units) | 0;
  else rt.realm.budget.payFuel(units);
  if (rt.fuel < 0) `${refuel}`;
}

/** One unit. */
export function tick(): void {
  rt.fuel = (rt.fuel - 1) | 0;
  if (rt.fuel < 0) `${refuel}`;
}

/** Charges memory that is about to be allocated. */
export function chargeMemory(bytes: number): void {
  const { budget } = rt.realm;
  if (bytes > budget.limits.memoryBytes) {
    budget.exceeded("memory", `the script asked for ${bytes} bytes at once, more than its limit of ${budget.limits.memoryBytes}`);
  }
  if (bytes < MAX_CHARGE) rt.memory = (rt.memory - bytes) | 0;
  else budget.payMemory(bytes);
  if (rt.memory < 0) budget.remeasure();
}
