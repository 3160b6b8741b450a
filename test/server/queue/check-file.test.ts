import { describe, expect, it, onTestFinished } from "vitest";
import type { Value } from "../../../runtime/value.ts";
import { configSchema } from "../../../server/config.ts";
import { type OpenRelayScript, timeText } from "../../../server/queue/check-file.ts";
import { createRunner } from "../../../server/queue/create-runner.ts";
import { instanceOf, LuaHost } from "../../runtime/run-lua.ts";
import { ManualClock } from "./manual-clock.ts";
import { enqueue, recordingLog, testQueue } from "./queued-message.ts";
import { testRelay } from "./test-relay.ts";

/** A relayout.lua whose CheckFile runs `body` and returns `actions`. */
const checkFile = (body: string) => `
function CheckFile(filename, actions, size, created, returnPath, recipients, data, lines)
  ${body}
  return actions
end`;

async function run(script: string, messages: readonly string[], { relays = 1, connections = 1 } = {}) {
  const clock = new ManualClock();
  const servers = await Promise.all(Array.from({ length: relays }, () => testRelay()));
  const { queue } = await testQueue({ clock });
  const { log, events: logged } = recordingLog();
  const failures: string[] = [];
  const passes: Readonly<Record<string, Value>>[] = [];
  const host = new LuaHost();
  const openScript: OpenRelayScript = async (globals) => {
    passes.push({ senderid: globals.value("senderid"), sendername: globals.value("sendername") });
    const instance = instanceOf(script, { dialect: "vpop3", host });
    instance.give(globals);
    instance.set("pass", passes.length);
    expect(await instance.run([])).toMatchObject({ kind: "returned" });
    return instance;
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
  return { queue, clock, servers, subjects, failures, logged, passes, ids, printed: () => host.printed };
}

const mail = (subject: string, body = "x\r\n") => `Subject: ${subject}\r\n\r\n${body}`;

describe("CheckFile", () => {
  it("gets the message as VPOP3 hands it over", async () => {
    const text = "subject: first\r\nTo: a\r\nReceived: one\r\n two\r\nSUBJECT: last\r\n\r\nbody\r\n";
    const { clock, subjects, printed } = await run(
      checkFile(`
        print(filename, size, created, returnPath)
        print(actions.SkipSend, actions.Priority, actions.Reason)
        print(#recipients, recipients[1])
        print(data.SUBJECT, data.subject, data.To, data.Received)
        print(#lines, string.format("%q %q %q %q", lines[1], lines[2], lines[3], lines[4]))`),
      [text],
    );
    await expect.poll(() => subjects()[0]?.length).toBe(1);
    expect(printed().split("\n")).toEqual([
      expect.stringMatching(/^[0-9a-z]{16}\.eml\t/),
      "false\t50\t",
      "1\tbob@example.org",
      "last\tlast\ta\tone two",
      '4\t"subject: first" "To: a" "Received: one\\13\\',
      ' two" "SUBJECT: last"',
      "",
    ]);
    expect(printed()).toContain(`\t${text.length}\t${timeText(clock.nowMs())}\tann@example.com\n`);
  });

  it("sends in the order of Priority, and in the order of arrival among equals", async () => {
    const { subjects } = await run(
      checkFile(`
        if data.Subject:find("^high") then actions.Priority = 100 end
        if data.Subject:find("^low") then actions.Priority = "1" end`),
      ["low 1", "plain 1", "high 1", "plain 2", "low 2", "high 2", "plain 3"].map((subject) => mail(subject)),
    );
    await expect.poll(subjects).toEqual([["high 1", "high 2", "plain 1", "plain 2", "plain 3", "low 1", "low 2"]]);
  });

  it.each([{ skip: "1" }, { skip: "true" }, { skip: '"true"' }])(
    "skips with SkipSend = $skip, logs Reason, and asks again later",
    async ({ skip }) => {
      const { queue, clock, subjects, logged, ids } = await run(
        checkFile(`if pass == 1 then actions.SkipSend, actions.Reason = ${skip}, "too big for daytime" end`),
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
    { title: "0 is false", script: checkFile("actions.SkipSend = 0") },
    { title: "nothing is returned", script: "function CheckFile() end" },
    { title: "something else is returned", script: 'function CheckFile() return "yes" end' },
    { title: "the fields are of other types", script: checkFile("actions.Priority = {}") },
    { title: "the script has no CheckFile", script: "" },
  ])("sends the message when $title", async ({ script }) => {
    const { subjects } = await run(script, [mail("x")]);
    await expect.poll(subjects).toEqual([["x"]]);
  });

  it("sends the message when the script fails, and reports it", async () => {
    const { subjects, failures } = await run(checkFile('error("boom")'), [mail("x")]);
    await expect.poll(subjects).toEqual([["x"]]);
    expect(failures).toEqual(["CheckFile: case:3: boom"]);
  });

  it("may wait, without holding up the queue", async () => {
    const { subjects } = await run(checkFile("nap()"), [mail("a"), mail("b")]);
    await expect.poll(subjects).toEqual([["a", "b"]]);
  });

  it("shares mail between senders by senderid, as on the wiki page", async () => {
    const { subjects, passes } = await run(
      checkFile("if senderid ~= (size > 50000 and 0 or 1) then actions.SkipSend = 1 end"),
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
    const script = "function Start() MaxRecipientsPerMessage, MaxMessagesPerConnection = 2, 1 end";
    const { queue, servers, clock } = await run(script, []);
    await enqueue(queue, mail("x"), {
      to: ["a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example"],
      receivedAtMs: clock.nowMs(),
    });
    await expect.poll(() => servers[0]?.taken.map((taken) => taken.to.length)).toEqual([2, 2, 1]);
    expect(servers[0]?.connections()).toBe(3);
  });
});
