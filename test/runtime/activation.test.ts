import { describe, expect, test } from "vitest";
import { charge, chargeMemory, tick } from "../../runtime/budget.ts";
import { fn } from "../../runtime/callable.ts";
import { createCoroutine, resume, resumeWrapped, yieldValues } from "../../runtime/coroutine.ts";
import { LuaError } from "../../runtime/error.ts";
import type { Environment } from "../../runtime/globals.ts";
import { index } from "../../runtime/indexing.ts";
import { type CallOutcome, createInstance } from "../../runtime/instance.ts";
import { type Frame, rt } from "../../runtime/machine.ts";
import { add } from "../../runtime/operators.ts";
import { pcall, xpcall } from "../../runtime/protected-call.ts";
import { none, pair, results, suspended } from "../../runtime/results.ts";
import { capture, wait } from "../../runtime/suspend.ts";
import { LuaTable } from "../../runtime/table.ts";
import { defer, untail } from "../../runtime/tail-call.ts";
import type { LuaFunction, Result, Value } from "../../runtime/value.ts";
import { FakeHost } from "./fake-host.ts";

const LIMITS = { fuel: 10_000_000, memoryBytes: 1_000_000, deadlineMs: 1000 };

/** Runs a function as the main chunk of an instance. */
async function run(main: LuaFunction, host = new FakeHost(), limits = LIMITS): Promise<CallOutcome> {
  const instance = createInstance({ name: "test.lua", chunk: () => main }, { host, dialect: "5.2", limits, globals: new Map() });
  return instance.run([]);
}

async function valuesOf(main: LuaFunction): Promise<readonly Value[]> {
  const outcome = await run(main);
  if (outcome.kind === "failed") throw new Error(`${outcome.failure.message}\n${outcome.failure.traceback}`);
  return outcome.values;
}

/** A Lua function in the form in which it can be suspended: each yield of the body stands for a call that was suspended. */
function resumable(body: () => Frame): LuaFunction {
  return () => {
    const frame = body();
    const step = frame.next();
    return step.done ? step.value : capture(frame);
  };
}

/** Calls inside such a body: `const r = yield* called(() => f(x))`. */
function* called(call: () => Result): Generator<undefined, Value[], Result> {
  const result = call();
  if (suspended(result)) {
    yield;
    return results(rt.resumed);
  }
  return results(result);
}

function sleepThen(host: FakeHost, value: Value): LuaFunction {
  return () => wait(host.sleep(10).then(() => () => pair(value, host.nowMs)));
}

describe("a call from the host", () => {
  test("returns at once if nothing waits", () => {
    const defining = (env: Environment) => () => {
      env.cell("f").v = (a: Value, b: Value) => pair(b, a);
      return none();
    };
    const instance = createInstance(
      { name: "test.lua", chunk: defining },
      { host: new FakeHost(), dialect: "5.2", limits: LIMITS, globals: new Map() },
    );
    expect(instance.run([])).toEqual({ kind: "returned", values: [] });
    expect(instance.has("f")).toBe(true);
    expect(instance.has("g")).toBe(false);
    expect(instance.call("f", [1, 2])).toEqual({ kind: "returned", values: [2, 1] });
    expect(instance.call("g", [1, 2])).toEqual({ kind: "returned", values: [] });
    instance.set("x", 5);
    expect(instance.get("x")).toBe(5);
  });

  test("waits without holding the event loop, and takes the answer's values", async () => {
    const host = new FakeHost();
    const outcome = run(
      resumable(function* () {
        const [a, b] = yield* called(() => sleepThen(host, "slept")());
        const [c] = yield* called(() => sleepThen(host, "again")());
        return pair(`${a} ${b}`, c);
      }),
      host,
    );
    expect(await outcome).toEqual({ kind: "returned", values: ["slept 10", "again"] });
  });

  test("gets a waiting helper's failure as an error that the script can catch", async () => {
    const failing: LuaFunction = () => wait(Promise.reject(new LuaError("no answer")));
    expect(await valuesOf(() => pcall(failing))).toEqual([false, "no answer"]);
    const outcome = await run(() => failing());
    expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "error", message: "no answer" } });
  });

  test("ends at the deadline while it waits for ever", async () => {
    const outcome = await run(() => pcall(() => wait(new Promise(() => undefined))));
    expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "limit", message: expect.stringContaining("1000 ms") } });
  });

  test("interleaves with other calls of the same instance", async () => {
    const host = new FakeHost();
    const slow = resumable(function* () {
      const [a] = yield* called(() => sleepThen(host, "first")());
      return a;
    });
    const instance = createInstance(
      {
        name: "test.lua",
        chunk: (env) => () => {
          env.cell("slow").v = slow;
          env.cell("quick").v = () => 42;
          return none();
        },
      },
      { host, dialect: "5.2", limits: LIMITS, globals: new Map() },
    );
    instance.run([]);
    const one = instance.call("slow", []);
    const two = instance.call("slow", []);
    expect(instance.call("quick", [])).toEqual({ kind: "returned", values: [42] });
    expect(await one).toEqual({ kind: "returned", values: ["first"] });
    expect(await two).toEqual({ kind: "returned", values: ["first"] });
  });

  test("reports a defect of ours as a bug, past every pcall", async () => {
    const outcome = await run(() =>
      pcall(() => {
        throw new TypeError("broken");
      }),
    );
    expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "bug", message: "internal error: broken" } });
  });
});

describe("limits", () => {
  test("end a loop that pcall surrounds", async () => {
    const outcome = await run(() =>
      pcall(() => {
        for (;;) {
          pcall(() => {
            for (;;) tick();
          });
        }
      }),
    );
    expect(outcome).toMatchObject({
      kind: "failed",
      failure: { kind: "limit", message: expect.stringContaining("10000000 units of fuel") },
    });
  });

  test("end a coroutine and what resumed it", async () => {
    const outcome = await run(() => {
      const spin = createCoroutine(() => {
        for (;;) tick();
      });
      return resume(spin, []);
    });
    expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "limit" } });
  });

  test("count one great charge in full", async () => {
    const limits = { ...LIMITS, fuel: 5e9 };
    const spend = (...charges: number[]) => {
      for (const units of charges) charge(units);
      return none();
    };
    expect((await run(() => spend(3e9), new FakeHost(), limits)).kind).toBe("returned");
    expect((await run(() => spend(3e9, 3e9), new FakeHost(), limits)).kind).toBe("failed");
  });

  test("see the deadline between two slices of fuel", async () => {
    const host = new FakeHost();
    const outcome = await run(
      () => {
        for (;;) {
          host.nowMs += 1;
          charge(1000);
        }
      },
      host,
      { ...LIMITS, fuel: 1e12 },
    );
    expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "limit", message: expect.stringContaining("1000 ms") } });
  });

  test("end waits whose answers are there at once, by fuel and by the deadline", async () => {
    const asking = (host: FakeHost, tookMs: number): LuaFunction =>
      resumable(function* () {
        for (;;) {
          tick(); // as each turn of a loop does
          yield* called(() => wait(Promise.resolve(() => none())));
          host.nowMs += tookMs;
        }
      });
    for (const [tookMs, words] of [
      [0, "units of fuel"],
      [1, "1000 ms"],
    ] as const) {
      const host = new FakeHost();
      const outcome = await run(asking(host, tookMs), host, { ...LIMITS, fuel: tookMs === 0 ? 1_000_000 : 1e12 });
      expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "limit", message: expect.stringContaining(words) } });
    }
  });

  test("leave no clock running once a wait has ended", async () => {
    const host = new FakeHost();
    await run(sleepThen(host, 1), host);
    expect(host.waiting).toBe(0);
  });

  test("refuse memory at once when a single request exceeds it", async () => {
    const outcome = await run(() => {
      chargeMemory(2_000_000);
      return none();
    });
    expect(outcome).toMatchObject({
      kind: "failed",
      failure: { kind: "limit", message: expect.stringContaining("2000000 bytes at once") },
    });
  });

  test("measure memory: garbage does not count, what stays does", async () => {
    const host = new FakeHost();
    const churn = (): Result => {
      for (let i = 0; i < 100; i++) {
        host.usedBytes += 100_000;
        chargeMemory(100_000);
      }
      return none();
    };
    expect((await run(churn, host)).kind).toBe("returned");
    host.afterCollection = 50_000_000;
    expect(await run(churn, host)).toMatchObject({
      kind: "failed",
      failure: { kind: "limit", message: expect.stringContaining("of memory") },
    });
  });
});

describe("pcall", () => {
  test("gives true and all values, or false and the error", async () => {
    expect(await valuesOf(() => pcall((a: Value, b: Value) => pair(a, b), 1, 2))).toEqual([true, 1, 2]);
    expect(await valuesOf(() => pcall(() => none()))).toEqual([true]);
    const object = new LuaTable();
    expect(
      await valuesOf(() =>
        pcall(() => {
          throw new LuaError(object);
        }),
      ),
    ).toEqual([false, object]);
    expect(await valuesOf(() => pcall(5))).toEqual([false, "attempt to call a number value"]);
  });

  test("passes the number of its arguments on", async () => {
    const count: LuaFunction = (...values) => values.length;
    for (let n = 0; n < 7; n++) {
      const values = Array.from({ length: n }, () => undefined);
      expect(await valuesOf(() => pcall(count, ...values))).toEqual([true, n]);
    }
  });

  test("turns the end of the JavaScript stack into an error", async () => {
    // No imported function in it: vitest's imports are getters, which do not survive there.
    const deep = (): Value => {
      const value = deep();
      return typeof value === "number" ? value + 1 : value;
    };
    expect(await valuesOf(() => pcall(deep))).toEqual([false, "stack overflow"]);
  });

  test("is still there after a suspension, for values and errors", async () => {
    const host = new FakeHost();
    const good = resumable(function* () {
      const [a] = yield* called(() => sleepThen(host, "fine")());
      return a;
    });
    const bad = resumable(function* () {
      yield* called(() => sleepThen(host, "x")());
      return index(undefined, "field");
    });
    expect(
      await valuesOf(
        resumable(function* () {
          const one = yield* called(() => pcall(good));
          const two = yield* called(() => pcall(bad));
          const three = yield* called(() => xpcall(bad, (message: Value) => `handled: ${String(message)}`));
          return pair(one.join(), [...two, ...three].join());
        }),
      ),
    ).toEqual(["true,fine", "false,attempt to index a nil value,false,handled: attempt to index a nil value"]);
  });
});

describe("coroutines", () => {
  test("hand values back and forth", async () => {
    expect(
      await valuesOf(() => {
        const body = resumable(function* () {
          const [a] = yield* called(() => yieldValues([1, 2, 3, 4]));
          const b = yield* called(() => yieldValues([]));
          return pair(a, b.length);
        });
        const coroutine = createCoroutine(body);
        const seen = [
          ...results(resume(coroutine, [])),
          "|",
          ...results(resume(coroutine, ["a"])),
          "|",
          ...results(resume(coroutine, [7, 8, 9])),
        ];
        return pair(seen.join(" "), results(resume(coroutine, [])).join(" "));
      }),
    ).toEqual(["true 1 2 3 4 | true | true a 3", "false cannot resume dead coroutine"]);
  });

  test("wait for the host as a chain, through pcall and wrap", async () => {
    const host = new FakeHost();
    const inner = createCoroutine(
      resumable(function* () {
        const [a] = yield* called(() => sleepThen(host, "inner")());
        yield* called(() => yieldValues([a]));
        return "end of inner";
      }),
    );
    const outer = createCoroutine(
      resumable(function* () {
        const one = yield* called(() => pcall((...values: Value[]) => resumeWrapped(inner, values)));
        yield* called(() => yieldValues(one));
        const two = yield* called(() => resumeWrapped(inner, []));
        return two[0];
      }),
    );
    expect(
      await valuesOf(
        resumable(function* () {
          const one = yield* called(() => resume(outer, []));
          const two = yield* called(() => resume(outer, []));
          return pair(one.join(" "), two.join(" "));
        }),
      ),
    ).toEqual(["true true inner", "true end of inner"]);
  });

  test("that fail while they wait are dead, and give their error", async () => {
    const coroutine = createCoroutine(() => wait(Promise.reject(new LuaError("late"))));
    expect(
      await valuesOf(
        resumable(function* () {
          const one = yield* called(() => resume(coroutine, []));
          return pair(one.join(" "), coroutine.status);
        }),
      ),
    ).toEqual(["false late", "dead"]);
  });

  test("do not yield outside of one, nor across a function that cannot be suspended", async () => {
    expect(await valuesOf(() => pcall(() => yieldValues([])))).toEqual([false, "attempt to yield from outside a coroutine"]);
    const metatable = LuaTable.record({ __add: () => yieldValues([]) });
    const operand = new LuaTable();
    operand.metatable = metatable;
    const coroutine = createCoroutine(() => add(operand, 1));
    expect(await valuesOf(() => resume(coroutine, []))).toEqual([false, "attempt to yield across a C-call boundary"]);
  });

  test("in a chain of hundreds end as in PUC Lua, not with the process", async () => {
    const nest: LuaFunction = () => resume(createCoroutine(nest), []);
    const values = await valuesOf(nest);
    expect(values.at(-1)).toBe("C stack overflow");
    expect(values.length).toBeGreaterThan(190);
  });

  test("yield two thousand times from a depth of a hundred", async () => {
    const rounds = 2000;
    const deep = (depth: number): LuaFunction =>
      resumable(function* () {
        if (depth > 0) return (yield* called(() => deep(depth - 1)()))[0];
        for (let i = 0; i < rounds; i++) yield* called(() => yieldValues([i]));
        return "done";
      });
    const coroutine = createCoroutine(deep(100));
    expect(
      await valuesOf(() => {
        let last: Value[] = [];
        for (let i = 0; i <= rounds; i++) last = results(resume(coroutine, []));
        return pair(last[0], last[1]);
      }),
    ).toEqual([true, "done"]);
  });
});

describe("tail calls", () => {
  test("run three hundred thousand deep, inside pcall and coroutines too", async () => {
    const loop: LuaFunction = (n) => {
      if (n === 0) return "bottom";
      const next = (n as number) - 1; // the test calls it with numbers
      return ++rt.tails < 200 ? untail(fn(loop)(next)) : defer(fn(loop), next);
    };
    expect(await valuesOf(() => loop(300_000))).toEqual(["bottom"]);
    expect(await valuesOf(() => pcall(loop, 300_000))).toEqual([true, "bottom"]);
    expect(await valuesOf(() => resume(createCoroutine(loop), [300_000]))).toEqual([true, "bottom"]);
  });
});
