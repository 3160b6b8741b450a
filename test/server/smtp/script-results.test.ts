/** What scripts return and set is obeyed to the end: ESMTP parameters, header lines, ForceDisconnect within a message. */
import { afterEach, describe, expect, it } from "vitest";
import type { QueueDetail } from "../../../server/queue/queue.ts";
import { RawClient } from "./raw-client.ts";
import { scriptSet } from "./script-fixture.ts";
import { type SmtpFixture, startSmtp } from "./smtp-fixture.ts";

let fixture: SmtpFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

async function connect(lua: string): Promise<{ client: RawClient; fixture: SmtpFixture }> {
  const scripts = scriptSet({ "smtpsvr.lua": lua });
  fixture = await startSmtp({}, { current: () => scripts });
  const client = await RawClient.open(fixture.port);
  await client.reply();
  await client.ask("EHLO x");
  return { client, fixture };
}

/** Sends one message, and gives it as it lies in the queue. */
async function queued(lua: string, mail = "", rcpt = ""): Promise<QueueDetail> {
  const { client, fixture } = await connect(lua);
  expect(await client.ask(`MAIL FROM:<a@example.org>${mail}`)).toMatch(/^250/);
  expect(await client.ask(`RCPT TO:<b@example.net>${rcpt}`)).toMatch(/^250/);
  expect(await client.ask("DATA")).toMatch(/^354/);
  expect(await client.ask("Subject: x\r\n\r\nbody\r\n.")).toMatch(/^250/);
  client.close();
  await fixture.idle();
  const [message] = await fixture.queue.list();
  const detail = await fixture.queue.show(message?.id ?? "");
  if (detail === undefined) throw new Error("expected a message in the queue, found none");
  return detail;
}

describe("parameters that DoMAILFROM returns", () => {
  it.each<[string, string | undefined, string | undefined]>([
    ["", "HDRS", "abc"],
    ["p.RET = nil return p", undefined, "abc"],
    ['p.ret = "full" return p, ""', "FULL", "abc"],
    ['p.Envid = "x+2By" return "", p', "HDRS", "x+y"],
    ['return { envid = "new" }', undefined, "new"],
    ['p.envid = "a b" return p', "HDRS", "abc"],
    ['p.RET = "some" p.SIZE = nil p.XODD = "1" return p', "HDRS", "abc"],
  ])("%s: RET is %s, ENVID is %s", async (body, ret, envid) => {
    const { envelope } = await queued(`function DoMAILFROM(d, from, p) ${body} end`, " RET=HDRS ENVID=abc SIZE=10");
    expect([envelope.ret, envelope.envid]).toEqual([ret, envid]);
  });
});

describe("parameters that DoRCPTTO returns", () => {
  it.each<[string, string | undefined, string | undefined]>([
    ["", "SUCCESS", "rfc822;b@example.net"],
    ['p.notify = "never" return p', "NEVER", "rfc822;b@example.net"],
    ["p.ORCPT = nil return p, '250 yes'", "SUCCESS", undefined],
    ['return { Notify = "FAILURE,DELAY" }', "FAILURE,DELAY", undefined],
    ['p.NOTIFY = "SOMETIMES" return p', "SUCCESS", "rfc822;b@example.net"],
    ['p.ORCPT = "rfc822;b\\r\\nDATA" return p', "SUCCESS", "rfc822;b@example.net"],
  ])("%s: NOTIFY is %s, ORCPT is %s", async (body, notify, orcpt) => {
    const { envelope } = await queued(
      `function DoRCPTTO(d, rcpt, p, list) ${body} end`,
      "",
      " NOTIFY=SUCCESS ORCPT=rfc822;b@example.net",
    );
    expect(envelope.forwardPaths.map((path) => [path.notify, path.orcpt])).toEqual([[notify, orcpt]]);
  });
});

describe("header lines of DoDATAStart", () => {
  it.each<[string, string, string[]]>([
    ["a folded field", '"X-A: 1\\r\\n\\tmore\\r\\nX-B: 2\\r\\n"', ["X-A: 1", "\tmore", "X-B: 2"]],
    ["a table", '{ "X-A: 1", " more", "X-B: 2\\n" }', ["X-A: 1", " more", "X-B: 2"]],
    ["an empty line, and text behind it", '"X-A: 1\\r\\n\\r\\nno field\\r\\nX-B: 2"', ["X-A: 1", "X-B: 2"]],
    ["lines without a name", '{ ": 1", "X A: 2", "\\0: 3", "X-A: 4" }', ["X-A: 4"]],
    ["a line of white space", '"X-A: 1\\r\\n \\r\\nX-B: 2"', ["X-A: 1", "X-B: 2"]],
    ["control characters", '"X-A: a\\0b\\1c\\27d\\127e"', ["X-A: a b c d e"]],
  ])("%s: only fields reach the message", async (_, lines, expected) => {
    const { header } = await queued(`function DoDATAStart(list) return "", ${lines} end`);
    const text = header.toString("latin1");
    const own = text.slice(text.search(/^X-/m), text.search(/^Subject:/m));
    expect(own.split("\r\n").slice(0, -1)).toEqual(expected);
  });
});

describe("ForceDisconnect within a message drops the connection and the message", () => {
  it.each([
    ["DoDATAStart", "function DoDATAStart() ForceDisconnect = true end"],
    ["StartMessage", "function StartMessage() ForceDisconnect = 1 end"],
    ["MessageLine", 'function MessageLine(line) if line == "spam" then ForceDisconnect = true end end'],
  ])("in %s", async (_, lua) => {
    const { client, fixture } = await connect(lua);
    await client.ask("MAIL FROM:<a@example.org>");
    await client.ask("RCPT TO:<b@example.net>");
    const begun = await client.ask("DATA");
    if (begun?.startsWith("354") === true) client.send("Subject: x\r\n\r\nspam\r\nmore\r\n");
    expect(begun?.startsWith("354") === true ? await client.reply() : begun).toMatch(/^421 /);
    expect(await client.line()).toBeUndefined();
    await fixture.idle();
    expect(await fixture.queue.list()).toEqual([]);
  });
});

describe("LoadLimits, which runs before the greeting", () => {
  it.each([
    [
      "MaxRecipientsPerLocalMessage = 1",
      ["MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>", "RCPT TO:<c@example.net>"],
      /^452 4\.5\.3/,
    ],
    ["AuthenticationRequired = true", ["MAIL FROM:<a@example.org>"], /^530 /],
    ["LocalClientAddress = false", ["MAIL FROM:<a@example.org>", "RCPT TO:<b@far.example>"], /^550 5\.7\.1/],
  ])("sets %s", async (line, commands, answer) => {
    const { client } = await connect(`function LoadLimits() ${line} end`);
    let last: string | undefined;
    for (const command of commands) last = await client.ask(command);
    expect(last).toMatch(answer);
    client.close();
  });

  it("runs after Start and the block lists, once, and what it returns is nothing", async () => {
    const { client, fixture } = await connect(
      'function Start() print("Start") end function LoadLimits(...) print("LoadLimits " .. select("#", ...)) return "554 no" end',
    );
    expect(fixture.printed).toEqual(["Start\n", "LoadLimits 0\n"]);
    expect(await client.ask("NOOP")).toMatch(/^250/);
    client.close();
  });
});
