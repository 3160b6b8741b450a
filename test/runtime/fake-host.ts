/** A host for tests of the runtime: a clock that only sleeping moves, memory that only the test moves, nothing else granted. */
import type { Host } from "../../runtime/host.ts";

const DENIED = { denied: "nothing is granted in this test" };

export class FakeHost implements Host {
  printed = "";
  nowMs = 0;
  usedBytes = 1000;
  /** What a collection leaves. */
  afterCollection = 1000;
  readonly clock = {
    nowMs: () => this.nowMs,
    cpuSeconds: () => this.nowMs / 1000,
    zone: () => ({ offsetSeconds: 0, daylightSaving: false, name: "UTC" }),
  };
  readonly memory = {
    shared: false,
    ceilingBytes: Number.POSITIVE_INFINITY,
    usedBytes: () => this.usedBytes,
    leftBytes: () => 0,
    collect: () => {
      this.usedBytes = this.afterCollection;
    },
    takeUnreachable: (_objects: object[]): object[] => [],
  };
  readonly scripts = { find: () => undefined };
  readonly files = DENIED;
  readonly environment = DENIED;
  readonly programs = DENIED;
  readonly dns = DENIED;
  readonly http = DENIED;
  readonly whois = DENIED;
  readonly settings = DENIED;
  readonly users = DENIED;
  readonly process = DENIED;
  readonly message = undefined;

  print(bytes: string): void {
    this.printed += bytes;
  }

  hmac(): never {
    throw new Error("no hashes in this test");
  }

  compile(): { kind: "refused"; message: string } {
    return { kind: "refused", message: "there is no compiler in this test" };
  }

  /** The sleeper who wakes first moves the clock. */
  #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve);
    });
  }

  after(ms: number, act: () => void): () => void {
    const sleeper = { at: this.nowMs + ms, wake: act };
    this.#sleepers.push(sleeper);
    const turn = setImmediate(() => this.#wakeFirst());
    return () => {
      clearImmediate(turn);
      this.#sleepers = this.#sleepers.filter((each) => each !== sleeper);
    };
  }

  /** How many wait. */
  get waiting(): number {
    return this.#sleepers.length;
  }

  #wakeFirst(): void {
    this.#sleepers.sort((a, b) => a.at - b.at);
    const first = this.#sleepers.shift();
    if (first === undefined) return;
    this.nowMs = Math.max(this.nowMs, first.at);
    first.wake();
  }
}
