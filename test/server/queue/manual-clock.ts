import type { Clock } from "../../../server/queue/clock.ts";

/** A clock that stands still until the test moves it. */
export class ManualClock implements Clock {
  #now: number;
  #timers: { readonly atMs: number; readonly action: () => void }[] = [];

  constructor(nowMs = Date.UTC(2026, 0, 1)) {
    this.#now = nowMs;
  }

  nowMs(): number {
    return this.#now;
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = { atMs: this.#now + Math.max(0, delayMs), action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** The delay until the earliest timer, in milliseconds; undefined if there is none. */
  get nextTimerMs(): number | undefined {
    return this.#timers.length === 0 ? undefined : Math.min(...this.#timers.map((timer) => timer.atMs)) - this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
    const due = this.#timers.filter((timer) => timer.atMs <= this.#now).sort((a, b) => a.atMs - b.atMs);
    this.#timers = this.#timers.filter((timer) => timer.atMs > this.#now);
    for (const timer of due) timer.action();
  }
}
