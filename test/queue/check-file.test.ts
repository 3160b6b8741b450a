import { describe, expect, it, onTestFinished } from "vitest";
import type { CallOutcome, ScriptInstance } from "../../runtime/instance.ts";
import { LuaTable } from "../../runtime/table.ts";
import type { Value } from "../../runtime/value.ts";
import { configSchema } from "../../server/config.ts";
import { type OpenRelayScript, timeText } from "../../server/queue/check-file.ts";
import { createRunner } from "../../server/queue/create-runner.ts";
import { ManualClock } from "./manual-clock.ts";
import { enqueue, recordingLog, testQueue } from "./queued-message.ts";
import { testRelay } from "./test-relay.ts";

type Hook = (globals: Map<string, Value>, ...values: Value[]) => Value | Promise<Value>;

/** A script whose hooks are written in TypeScript; relayout.lua itself is tried in test/end-to-end. */
class HookScript implements ScriptInstance {
  readonly name = "relayout.lua";
  readonly #globals: Map<string, Value>;
  readonly #hooks: Readonly<Record<string, Hook>>;
  constructor(hooks: Readonly<Record<string, Hook>>, globals: Readonly<Record<string, Value>>) {
    this.#hooks = hooks;
    this.#globals = new Map(Object.entries(globals));
  }
  has(name: string): boolean {
    return Object.hasOwn(this.#hooks, name);
  }
  call(name: string, values: readonly Value[]): CallOutcome | Promise<CallOutcome> {
    const returned = (value: Value): CallOutcome => ({ kind: "returned", values: value === undefined ? [] : [value] });
    const failed = (error: unknown): CallOutcome => ({
      kind: "failed",
      failure: { kind: "error", message: String(error), traceback: "", script: this.name, line: 1 },
    });
    try {
      const value = this.#hooks[name]?.(this.#globals, ...values);
      return value instanceof Promise ? value.then(returned, failed) : returned(value);
    } catch (error) {
      return failed(error);
    }
  }
  run(): CallOutcome {
    return { kind: "returned", values: [] };
  }
  get(name: string): Value {
    return this.#globals.get(name);
  }
  set(name: string, value: Value): void {
    this.#globals.set(name, value);
  }
}

/** CheckFile that changes Actions, a table of SkipSend, Priority and Reason, and returns it. */
function changing(
  change: (actions: LuaTable, values: readonly Value[], globals: Map<string, Value>) => void,
): Record<string, Hook> {
  return {
    CheckFile: (globals, ...values) => {
      const actions = values[1];
      if (!(actions instanceof LuaTable)) throw new Error("Actions is no table");
      change(actions, values, globals);
      return actions;
    },
  };
}

async function run(hooks: Readonly<Record<string, Hook>>, messages: readonly string[], { relays = 1, connections = 1 } = {}) {
  const clock = new ManualClock();
  const servers = await Promise.all(Array.from({ length: relays }, () => testRelay()));
  const { queue } = await testQueue({ clock });
  const { log, events: logged } = recordingLog();
  const failures: string[] = [];
  const passes: Readonly<Record<string, Value>>[] = [];
  const openScript: OpenRelayScript = (globals) => {
    passes.push(globals);
    return new HookScript(hooks, globals);
  };
  const config = configSchema.parse({
    relays: servers.map(({ port }, i) => ({ port, name: `relay ${i}`, tls: "none", maxConnections: connections })),
    queue: { skipRetrySeconds: 30 },
  });
  const runner = createRunner({
    queue,
    relays: config.relays,
    config: config.queue,
    hostName: "x",
    openScript,
    reports: { failed: (hook, failure) => failures.push(`${hook}: ${failure.message}`), unusable: () => undefined },
    log,
    clock,
  });
  onTestFinished(() => runner.stop(1000));
  const ids: string[] = [];
  for (const text of messages) ids.push(await enqueue(queue, text, { receivedAtMs: clock.nowMs() }));
  runner.start();
  const subjects = () => servers.map(({ taken }) => taken.map(({ text }) => /^Subject: (.*)\r\n/m.exec(text)?.[1] ?? ""));
  return { queue, clock, servers, subjects, failures, logged, passes, ids };
}

const mail = (subject: string, body = "x\r\n") => `Subject: ${subject}\r\n\r\n${body}`;

describe("CheckFile", () => {
  it("gets the message as VPOP3 hands it over", async () => {
    let seen: readonly Value[] = [];
    const text = "subject: first\r\nTo: a\r\nReceived: one\r\n two\r\nSUBJECT: last\r\n\r\nbody\r\n";
    const { clock, subjects } = await run(
      changing((_actions, values) => {
        seen = values;
      }),
      [text],
    );
    await expect.poll(() => subjects()[0]?.length).toBe(1);
    const [filename, actions, size, created, returnPath, recipients, data, lines] = seen;
    expect(filename).toMatch(/^[0-9a-z]{16}\.eml$/);
    expect([size, created, returnPath]).toEqual([text.length, timeText(clock.nowMs()), "ann@example.com"]);
    if (
      !(actions instanceof LuaTable && recipients instanceof LuaTable && data instanceof LuaTable && lines instanceof LuaTable)
    ) {
      throw new Error("an argument is no table");
    }
    expect(["SkipSend", "Priority", "Reason"].map((name) => actions.get(name))).toEqual([false, 50, ""]);
    expect([recipients.length(), recipients.get(1)]).toEqual([1, "bob@example.org"]);
    expect([data.get("SUBJECT"), data.get("subject"), data.get("To"), data.get("Received")]).toEqual([
      "last",
      undefined,
      "a",
      "one two",
    ]);
    expect([1, 2, 3, 4, 5].map((i) => lines.get(i))).toEqual([
      "subject: first",
      "To: a",
      "Received: one\r\n two",
      "SUBJECT: last",
      undefined,
    ]);
  });

  it("sends in the order of Priority, and in the order of arrival among equals", async () => {
    const { subjects } = await run(
      changing((actions, values) => {
        const data = values[6];
        const subject = data instanceof LuaTable ? data.get("Subject") : undefined;
        if (typeof subject === "string" && subject.startsWith("high")) actions.set("Priority", 100);
        if (typeof subject === "string" && subject.startsWith("low")) actions.set("Priority", "1");
      }),
      ["low 1", "plain 1", "high 1", "plain 2", "low 2", "high 2", "plain 3"].map((subject) => mail(subject)),
    );
    await expect.poll(subjects).toEqual([["high 1", "high 2", "plain 1", "plain 2", "plain 3", "low 1", "low 2"]]);
  });

  it.each([{ skip: 1 }, { skip: true }, { skip: "true" }])(
    "skips with SkipSend = $skip, logs Reason, and asks again later",
    async ({ skip }) => {
      let asked = 0;
      const { queue, clock, subjects, logged, ids } = await run(
        changing((actions) => {
          if (asked++ > 0) return;
          actions.set("SkipSend", skip);
          actions.set("Reason", "too big for daytime");
        }),
        [mail("x")],
      );
      await expect.poll(() => clock.nextTimerMs).toBe(30_000);
      expect(subjects()).toEqual([[]]);
      expect(await queue.show(ids[0] ?? "")).toMatchObject({
        state: "due",
        attempts: 0,
        reason: "CheckFile skipped it: too big for daytime",
      });
      expect(logged.map((event) => event.msg)).toContain("CheckFile skipped it: too big for daytime");
      clock.advance(30_000);
      await expect.poll(subjects).toEqual([["x"]]);
    },
  );

  it.each([
    { title: "0 is false", hooks: changing((actions) => actions.set("SkipSend", 0)) },
    { title: "nothing is returned", hooks: { CheckFile: () => undefined } },
    { title: "something else is returned", hooks: { CheckFile: () => "yes" } },
    { title: "the fields are of other types", hooks: changing((actions) => actions.set("Priority", new LuaTable())) },
    { title: "the script has no CheckFile", hooks: {} },
  ])("sends the message when $title", async ({ hooks }) => {
    const { subjects } = await run(hooks, [mail("x")]);
    await expect.poll(subjects).toEqual([["x"]]);
  });

  it("sends the message when the script fails, and reports it", async () => {
    const hooks = {
      CheckFile: () => {
        throw "relayout.lua:1: boom";
      },
    };
    const { subjects, failures } = await run(hooks, [mail("x")]);
    await expect.poll(subjects).toEqual([["x"]]);
    expect(failures).toEqual(["CheckFile: relayout.lua:1: boom"]);
  });

  it("may wait, without holding up the queue", async () => {
    const hooks = { CheckFile: async (_globals: Map<string, Value>, ..._values: Value[]): Promise<Value> => undefined };
    const { subjects } = await run(hooks, [mail("a"), mail("b")]);
    await expect.poll(subjects).toEqual([["a", "b"]]);
  });

  it("shares mail between senders by senderid, as on the wiki page", async () => {
    const { subjects, passes } = await run(
      changing((actions, values, globals) => {
        const wanted = Number(values[2]) > 50_000 ? 0 : 1;
        if (globals.get("senderid") !== wanted) actions.set("SkipSend", 1);
      }),
      [mail("small"), mail("big", "x\r\n".repeat(20_000)), mail("small too")],
      { relays: 2 },
    );
    await expect.poll(subjects).toEqual([["big"], ["small", "small too"]]);
    expect(passes.slice(0, 2)).toEqual([
      { senderid: 0, sendername: "relay 0" },
      { senderid: 1, sendername: "relay 1" },
    ]);
  });

  it("obeys MaxRecipientsPerMessage and MaxMessagesPerConnection, which Start may set", async () => {
    const hooks = {
      Start: (globals: Map<string, Value>) => {
        globals.set("MaxRecipientsPerMessage", 2);
        globals.set("MaxMessagesPerConnection", 1);
        return undefined;
      },
    };
    const { queue, servers, clock } = await run(hooks, []);
    await enqueue(queue, mail("x"), {
      to: ["a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example"],
      receivedAtMs: clock.nowMs(),
    });
    await expect.poll(() => servers[0]?.taken.map((taken) => taken.to.length)).toEqual([2, 2, 1]);
    expect(servers[0]?.connections()).toBe(3);
  });
});
