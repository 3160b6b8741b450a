import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { configSchema } from "../../../server/config.ts";
import type { OpenRelayScript } from "../../../server/queue/check-file.ts";
import { createRunner } from "../../../server/queue/create-runner.ts";
import type { QueueEvent } from "../../../server/queue/queue.ts";
import type { StoredQueue } from "../../../server/queue/stored-queue.ts";
import { freePort, listening } from "../local-port.ts";
import { ManualClock } from "./manual-clock.ts";
import { enqueue, message, recordingLog, testQueue } from "./queued-message.ts";
import { envelope } from "./test-envelope.ts";
import { type RelayAnswers, type TestRelay, testRelay } from "./test-relay.ts";

interface RelaySettings {
  readonly port: number;
  readonly name?: string;
  readonly domains?: readonly string[];
  readonly maxConnections?: number;
}

interface SetUp {
  readonly relays: readonly RelaySettings[];
  readonly clock?: ManualClock;
  readonly openScript?: OpenRelayScript;
  readonly queueConfig?: Record<string, unknown>;
  readonly keepFailed?: boolean;
}

/** A queue and a runner; the runner is stopped at the end of the test. */
async function setUp({ relays, clock, openScript, queueConfig, keepFailed }: SetUp) {
  const config = configSchema.parse({
    relays: relays.map(({ port, name, domains, maxConnections }) => ({
      tls: "none",
      timeoutMs: 5000,
      port,
      name,
      domains,
      maxConnections,
    })),
    queue: { retryScheduleSeconds: [60, 300], maxAgeSeconds: 1000, ...queueConfig },
  });
  const { queue } = await testQueue({ ...(clock && { clock }), ...(keepFailed !== undefined && { keepFailed }) });
  const { log, events: logged } = recordingLog();
  const failures: string[] = [];
  const runner = createRunner({
    queue,
    relays: config.relays,
    config: config.queue,
    hostName: "moonpost.example",
    openScript: openScript ?? (() => undefined),
    reports: { failed: (hook, failure) => failures.push(`${hook}: ${failure.message}`), unusable: () => undefined },
    log,
    random: () => 0,
    ...(clock && { clock }),
  });
  onTestFinished(() => runner.stop(1000));
  return { queue, runner, logged, failures };
}

/** Settles with the next event of that kind, for that message if an id is given. */
function next<K extends QueueEvent["kind"]>(queue: StoredQueue, kind: K, id?: string): Promise<Extract<QueueEvent, { kind: K }>> {
  return new Promise((resolve) => {
    const stop = queue.subscribe((event) => {
      if (event.kind !== kind || (id !== undefined && event.id !== id)) return;
      stop();
      resolve(event as Extract<QueueEvent, { kind: K }>); // the line above has compared the kind
    });
  });
}

const fromTo = (relay: TestRelay) => relay.taken.map(({ from, to }) => `${from} > ${to.join(" ")}`);

describe("the runner", () => {
  it("sends what is due, byte for byte, and removes it from the queue", async () => {
    const relay = await testRelay();
    const { queue, runner } = await setUp({ relays: [relay] });
    runner.start();
    const text = message("dots", "..\r\n.\r\n.x\r\nbytes \x80\xff\r\n");
    const delivered = next(queue, "delivered");
    const incoming = queue.begin();
    incoming.write(Buffer.from(text, "latin1"));
    const id = await incoming.commit(envelope({ to: ["bob@example.org", "eve@example.org"], clientAddress: "::1" }));
    expect(await delivered).toMatchObject({ id, relay: "relay", recipients: ["bob@example.org", "eve@example.org"] });
    expect(relay.taken).toHaveLength(1);
    expect(relay.taken[0]).toMatchObject({ from: "ann@example.com", to: ["bob@example.org", "eve@example.org"], text });
    await expect.poll(() => queue.show(id)).toMatchObject({ state: "delivered", attempts: 1 });
    expect(await queue.list()).toEqual([]);
  });

  it("streams big messages and keeps sessions open between messages", async () => {
    const relay = await testRelay();
    const { queue, runner } = await setUp({ relays: [{ ...relay, maxConnections: 1 }] });
    const text = message("big", `${"0123456789".repeat(7)}\r\n`.repeat(20_000));
    for (let i = 0; i < 3; i++) await enqueue(queue, text);
    runner.start();
    await expect.poll(() => relay.taken.length).toBe(3);
    expect(relay.taken.every((taken) => taken.text === text)).toBe(true);
    expect(relay.connections()).toBe(1);
  });

  it("sends the null reverse-path", async () => {
    const relay = await testRelay();
    const { queue, runner } = await setUp({ relays: [relay] });
    runner.start();
    await enqueue(queue, message("bounce"), { reversePath: "" });
    await expect.poll(() => fromTo(relay)).toEqual([" > bob@example.org"]);
  });

  it("tries a message again after a 4yz, with the pauses of the schedule, until it is taken", async () => {
    const clock = new ManualClock();
    let answer: string | undefined = "451 busy";
    const relay = await testRelay({ data: () => answer });
    const { queue, runner } = await setUp({ relays: [relay], clock });
    runner.start();
    const waits: number[] = [];
    let deferred = next(queue, "deferred");
    const id = await enqueue(queue, message("x"), { receivedAtMs: clock.nowMs() });
    for (let attempt = 0; attempt < 3; attempt++) {
      const event = await deferred;
      expect(event.reason).toContain("451 busy");
      waits.push((event.nextAttemptMs - clock.nowMs()) / 1000);
      if (attempt === 2) break;
      deferred = next(queue, "deferred");
      await expect.poll(() => clock.nextTimerMs).toBe(event.nextAttemptMs - clock.nowMs());
      clock.advance(event.nextAttemptMs - clock.nowMs());
    }
    expect(waits).toEqual([60, 300, 300]);
    expect(await queue.show(id)).toMatchObject({ state: "due", attempts: 3, reason: "451 busy" });
    answer = undefined;
    const delivered = next(queue, "delivered");
    await expect.poll(() => clock.nextTimerMs).toBe(300_000);
    clock.advance(300_000);
    expect((await delivered).id).toBe(id);
  });

  it("keeps a message that the relay refused, with its words, and sends it when it is retried", async () => {
    let answer: string | undefined = "554 5.7.1 no thanks";
    const relay = await testRelay({ data: () => answer });
    const { queue, runner } = await setUp({ relays: [relay] });
    runner.start();
    const failed = next(queue, "failed");
    const id = await enqueue(queue, message("x"));
    expect((await failed).reason).toContain("5.7.1 no thanks");
    expect(await queue.show(id)).toMatchObject({ state: "failed", attempts: 1 });
    answer = undefined;
    const delivered = next(queue, "delivered");
    expect(await queue.retry(id)).toBe("done");
    expect((await delivered).id).toBe(id);
  });

  it("drops a message that failed from the queue if it is configured so, and remembers why", async () => {
    const relay = await testRelay({ mail: () => "550 who are you" });
    const { queue, runner } = await setUp({ relays: [relay], keepFailed: false });
    runner.start();
    const failed = next(queue, "failed");
    const id = await enqueue(queue, message("x"));
    await failed;
    expect(await queue.list()).toEqual([]);
    expect(await queue.show(id)).toMatchObject({ state: "failed", reason: expect.stringContaining("550 who are you") });
  });

  it("keeps only the recipients that were put off, and remembers those that were refused", async () => {
    const clock = new ManualClock();
    let later: string | undefined = "450 later";
    const relay = await testRelay({
      rcpt: (to) => (to.startsWith("later") ? later : to.startsWith("no") ? "550 unknown" : undefined),
    });
    const { queue, runner } = await setUp({ relays: [relay], clock });
    runner.start();
    const deferred = next(queue, "deferred");
    const to = ["yes@example.org", "later@example.org", "no@example.org"];
    const id = await enqueue(queue, message("x"), { to, receivedAtMs: clock.nowMs() });
    await deferred;
    expect(relay.taken.map((taken) => taken.to)).toEqual([["yes@example.org"]]);
    expect((await queue.show(id))?.recipients.map(({ state, reply }) => [state, reply.slice(0, 3)])).toEqual([
      ["delivered", "250"],
      ["pending", "450"],
      ["failed", "550"],
    ]);
    later = undefined;
    const failed = next(queue, "failed");
    await expect.poll(() => clock.nextTimerMs).toBe(60_000);
    clock.advance(60_000);
    expect((await failed).reason).toContain("550 unknown");
    expect(relay.taken.map((taken) => taken.to)).toEqual([["yes@example.org"], ["later@example.org"]]);
    expect(await queue.show(id)).toMatchObject({ state: "failed", attempts: 2 });
  });

  it("gives up on a message that is too old", async () => {
    const clock = new ManualClock();
    const relay = await testRelay({ data: () => "451 busy" });
    const { queue, runner } = await setUp({ relays: [relay], clock });
    runner.start();
    const failed = next(queue, "failed");
    const id = await enqueue(queue, message("x"), { receivedAtMs: clock.nowMs() - 1_000_000 });
    expect((await failed).reason).toMatch(/^gave up after 1000 seconds; last: 451 busy/);
    expect((await queue.show(id))?.state).toBe("failed");
  });

  it("rests when the relay does not answer, says so once, and sends everything when it is back", async () => {
    const clock = new ManualClock();
    const port = await freePort();
    const { queue, runner, logged } = await setUp({ relays: [{ port, maxConnections: 3 }], clock });
    for (let i = 0; i < 20; i++) await enqueue(queue, message(`m${i}`), { receivedAtMs: clock.nowMs() });
    runner.start();
    for (const rest of [5_000, 10_000, 30_000]) {
      await expect.poll(() => clock.nextTimerMs).toBe(rest);
      clock.advance(rest);
    }
    await expect.poll(() => clock.nextTimerMs).toBe(60_000);
    expect(runner.resting).toEqual([{ relay: "relay", untilMs: clock.nowMs() + 60_000 }]);
    expect(await queue.stats()).toMatchObject({ due: 20, sending: 0, failed: 0 });
    expect(logged.filter((event) => event.level === "warn").map((event) => event.msg)).toEqual([
      expect.stringMatching(/^relay relay does not take mail: .*ECONNREFUSED.*; its messages wait, next try in 5 s$/),
    ]);
    expect((await queue.list({ limit: 1 }))[0]?.reason).toMatch(/ECONNREFUSED|waits for relay/);
    const relay = await testRelay({}, port);
    clock.advance(60_000);
    await expect.poll(() => relay.taken.length).toBe(20);
    expect(logged.filter((event) => event.msg === "relay relay takes mail again")).toHaveLength(1);
    expect(runner.resting).toEqual([]);
  });

  it("tries a resting relay at once when a message is retried by hand", async () => {
    const clock = new ManualClock();
    const port = await freePort();
    const { queue, runner } = await setUp({ relays: [{ port }], clock });
    runner.start();
    const id = await enqueue(queue, message("x"), { receivedAtMs: clock.nowMs() });
    await expect.poll(() => clock.nextTimerMs).toBe(5_000);
    const relay = await testRelay({}, port);
    expect(await queue.retry(id)).toBe("done");
    await expect.poll(() => relay.taken.length).toBe(1);
  });

  it("fails messages that got too old while the relay was away", async () => {
    const clock = new ManualClock();
    const { queue, runner } = await setUp({ relays: [{ port: await freePort() }], clock, queueConfig: { maxAgeSeconds: 8 } });
    for (let i = 0; i < 3; i++) await enqueue(queue, message(`m${i}`), { receivedAtMs: clock.nowMs() });
    runner.start();
    await expect.poll(() => clock.nextTimerMs).toBe(5_000);
    clock.advance(5_000);
    await expect.poll(() => clock.nextTimerMs).toBe(10_000);
    clock.advance(10_000);
    await expect.poll(async () => (await queue.stats()).failed).toBe(3);
    expect((await queue.list({ state: "failed" })).every((entry) => entry.reason.startsWith("gave up after 8 seconds"))).toBe(
      true,
    );
  });

  it.each([
    { title: "before the greeting", greeting: "" },
    { title: "with 421 as greeting", greeting: "421 too busy\r\n" },
    { title: "with 554 as greeting", greeting: "554 go away\r\n" },
  ])("blames the relay, not the message, when it hangs up $title", async ({ greeting }) => {
    const server = createServer((socket) => socket.end(greeting));
    onTestFinished(() => void server.close());
    const port = await listening(server);
    const clock = new ManualClock();
    const { queue, runner, logged } = await setUp({ relays: [{ port }], clock });
    const id = await enqueue(queue, message("x"), { receivedAtMs: clock.nowMs() });
    runner.start();
    await expect.poll(() => clock.nextTimerMs).toBe(5_000);
    expect(await queue.show(id)).toMatchObject({ state: "due", attempts: 1 });
    expect(logged.filter((event) => event.level === "warn")).toHaveLength(1);
  });

  it("puts off a message when the connection breaks during the data", async () => {
    const clock = new ManualClock();
    let connection = 0;
    const server = createServer((socket) => {
      socket.write("220 x\r\n");
      const die = connection++ === 0;
      socket.on("error", () => undefined);
      socket.on("data", (bytes) => {
        const line = bytes.toString("latin1");
        if (die && line.includes("\r\n.\r\n")) socket.destroy();
        else if (line.includes("\r\n.\r\n")) socket.write("250 taken\r\n");
        else if (line.startsWith("DATA")) socket.write("354 go\r\n");
        else if (/^(EHLO|MAIL|RCPT|QUIT)/.test(line)) socket.write("250 ok\r\n");
      });
    });
    onTestFinished(() => void server.close());
    const port = await listening(server);
    const { queue, runner } = await setUp({ relays: [{ port }], clock });
    runner.start();
    const deferred = next(queue, "deferred");
    const id = await enqueue(queue, message("x"), { receivedAtMs: clock.nowMs() });
    expect((await deferred).reason).toContain("the relay may have the message");
    const delivered = next(queue, "delivered", id);
    await expect.poll(() => clock.nextTimerMs).toBe(60_000);
    clock.advance(60_000);
    expect((await delivered).reply).toBe("250 taken");
  });

  it("splits recipients between relays by domain", async () => {
    const first = await testRelay();
    const second = await testRelay();
    const { queue, runner } = await setUp({
      relays: [
        { ...first, name: "first", domains: ["Example.org"] },
        { ...second, name: "second" },
      ],
    });
    runner.start();
    const id = await enqueue(queue, message("x"), { to: ["a@example.org", "b@example.net", "c@EXAMPLE.ORG"] });
    await expect.poll(async () => (await queue.show(id))?.state).toBe("delivered");
    expect(first.taken.map((taken) => taken.to)).toEqual([["a@example.org", "c@EXAMPLE.ORG"]]);
    expect(second.taken.map((taken) => taken.to)).toEqual([["b@example.net"]]);
  });

  it("does not hurry a recipient that was put off because another relay has the others", async () => {
    const clock = new ManualClock();
    let tries = 0;
    const busy = await testRelay({
      rcpt: () => {
        tries++;
        return "451 busy";
      },
    });
    const free = await testRelay();
    const { queue, runner } = await setUp({
      relays: [
        { ...busy, name: "busy", domains: ["example.org"] },
        { ...free, name: "free", domains: ["example.net"] },
      ],
      clock,
    });
    runner.start();
    const to = ["a@example.org", "b@example.net", "c@nowhere.example"];
    const id = await enqueue(queue, message("x"), { to, receivedAtMs: clock.nowMs() });
    await expect.poll(() => clock.nextTimerMs).toBe(60_000);
    expect([tries, free.taken.length]).toEqual([1, 1]);
    expect((await queue.show(id))?.reason).toBe("no relay is configured for c@nowhere.example");
    clock.advance(60_000);
    await expect.poll(() => tries).toBe(2);
    expect(free.taken).toHaveLength(1);
  });

  it("uses the second relay while the first does not answer", async () => {
    const second = await testRelay();
    const { queue, runner } = await setUp({
      relays: [
        { port: await freePort(), name: "first" },
        { ...second, name: "second" },
      ],
    });
    for (let i = 0; i < 5; i++) await enqueue(queue, message(`m${i}`));
    runner.start();
    await expect.poll(() => second.taken.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(1);
    await queue.retryAll();
    await expect.poll(() => second.taken.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(4);
  });

  it("passes DSN parameters on, and keeps recipients apart that differ in them", async () => {
    const relay = await testRelay({}, 0, { hideENHANCEDSTATUSCODES: true, hideDSN: false });
    const { queue, runner } = await setUp({ relays: [relay] });
    runner.start();
    await enqueue(queue, message("x"), {
      ret: "HDRS",
      envid: "id+1",
      forwardPaths: [
        { address: "a@example.org", notify: "SUCCESS,FAILURE", orcpt: "rfc822;a@example.org" },
        { address: "b@example.org", notify: "SUCCESS,FAILURE", orcpt: "rfc822;B@example.org" },
        { address: "c@example.org", notify: "NEVER" },
        { address: "d@example.org", orcpt: "rfc822;old@example.org" },
      ],
    });
    await expect
      .poll(() => relay.taken.map((taken) => taken.to))
      .toEqual([["a@example.org", "b@example.org"], ["c@example.org"], ["d@example.org"]]);
    expect(relay.taken[0]?.mailParameters).toMatchObject({ RET: "HDRS", ENVID: "id+1" });
    expect(relay.taken.flatMap((taken) => taken.rcptParameters)).toMatchObject([
      { NOTIFY: "SUCCESS,FAILURE" },
      { NOTIFY: "SUCCESS,FAILURE" },
      { NOTIFY: "NEVER" },
      { ORCPT: "rfc822;old@example.org" },
    ]);
  });

  it("keeps DSN parameters from a relay that does not offer them", async () => {
    const relay = await testRelay();
    const { queue, runner } = await setUp({ relays: [relay] });
    runner.start();
    await enqueue(queue, message("x"), {
      ret: "FULL",
      envid: "id",
      forwardPaths: [{ address: "a@example.org", notify: "SUCCESS", orcpt: "rfc822;old@example.org" }],
    });
    await expect.poll(() => relay.taken.length).toBe(1);
    expect(relay.taken[0]?.mailParameters ?? {}).not.toHaveProperty("RET");
    expect(relay.taken[0]?.mailParameters ?? {}).not.toHaveProperty("ENVID");
    expect(relay.taken[0]?.rcptParameters.map((parameters) => Object.keys(parameters ?? {}))).toEqual([[]]);
  });

  it("keeps held messages until they are released", async () => {
    const relay = await testRelay();
    const { queue, runner } = await setUp({ relays: [relay] });
    runner.start();
    const held = await enqueue(queue, message("held"), { hold: { reason: "rule" } });
    await enqueue(queue, message("other"));
    await expect.poll(() => relay.taken.length).toBe(1);
    expect((await queue.show(held))?.state).toBe("held");
    expect(await queue.release(held)).toBe("done");
    await expect.poll(() => relay.taken.length).toBe(2);
  });

  it("lets an order take a message out of its hands that waits for a free session, but not one on the wire", async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<undefined>((resolve) => {
      open = () => resolve(undefined);
    });
    let begun = false;
    const answers: RelayAnswers = {
      data: () => {
        begun = true;
        return gate;
      },
    };
    const relay = await testRelay(answers);
    const { queue, runner } = await setUp({ relays: [{ ...relay, maxConnections: 1 }] });
    const first = await enqueue(queue, message("first"));
    const second = await enqueue(queue, message("second"));
    const third = await enqueue(queue, message("third"));
    runner.start();
    await expect.poll(() => begun).toBe(true);
    expect(await queue.remove(first)).toBe("sending");
    expect(await queue.hold(second, "wait")).toBe("done");
    expect(await queue.remove(third)).toBe("done");
    open();
    await expect.poll(async () => (await queue.show(first))?.state).toBe("delivered");
    expect(relay.taken).toHaveLength(1);
    expect((await queue.show(second))?.state).toBe("held");
  });

  it("stops within its time: what is on the wire is cut off and due again", async () => {
    let begun = false;
    const relay = await testRelay(
      {
        data: () => {
          begun = true;
          return new Promise<undefined>(() => undefined);
        },
      },
      0,
      { closeTimeout: 10 },
    );
    const { queue, runner } = await setUp({ relays: [{ ...relay, maxConnections: 1 }] });
    const ids = [await enqueue(queue, message("first")), await enqueue(queue, message("second"))];
    runner.start();
    await expect.poll(() => begun).toBe(true);
    await runner.stop(50);
    const states = await Promise.all(ids.map(async (id) => (await queue.show(id))?.state));
    expect(states).toEqual(["due", "due"]);
  });

  it("waits at a stop for what is on the wire", async () => {
    const relay = await testRelay();
    const { queue, runner } = await setUp({ relays: [relay] });
    const sending: Promise<void>[] = [];
    queue.subscribe((event) => event.kind === "accepted" && sending.push(Promise.resolve()));
    runner.start();
    const id = await enqueue(queue, message("x"));
    await expect.poll(async () => (await queue.show(id))?.state).not.toBe("due");
    await runner.stop(5000);
    expect((await queue.show(id))?.state).toBe("delivered");
  });

  it("fails a message whose file has disappeared, and says which", async () => {
    const relay = await testRelay();
    const { queue, runner } = await setUp({ relays: [relay] });
    const id = await enqueue(queue, message("big", "x\r\n".repeat(100_000)));
    const [item] = await queue.due(1);
    const { rmSync } = await import("node:fs");
    rmSync(item?.file ?? "");
    const failed = next(queue, "failed");
    runner.start();
    expect((await failed).reason).toContain(`${id}.eml`);
  });
});
