import { afterEach, expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import { scriptSet } from "./script-fixture.ts";
import { type SmtpFixture, startSmtp } from "./smtp-fixture.ts";

let fixture: SmtpFixture;
afterEach(() => fixture.stop());

/** What the log says at its usual level after a session with these commands. */
async function loggedAfter(script: string, ...commands: string[]): Promise<readonly unknown[]> {
  const set = scriptSet({ "smtpsvr.lua": script });
  const directory = { users: [{ name: "ann", password: "plain:secret" }], allowedClients: [] };
  fixture = await startSmtp({ services: [{ proxyProtocolFrom: ["127.0.0.1"] }], directory }, { current: () => set });
  const client = await RawClient.open(fixture.port);
  client.send("PROXY TCP4 192.0.2.7 127.0.0.1 1234 25\r\n");
  await client.reply();
  for (const command of commands) await client.ask(command);
  client.close();
  await fixture.idle();
  return fixture.log.map((line) => {
    const { msg, line: command, reply } = JSON.parse(line);
    return [msg, command, reply];
  });
}

test("commands that a hook or the server refuses are in the log, with what the client heard", async () => {
  const script = 'function DoMAILFROM(data, from, p) if from == "evil@example.net" then return p, "550 blocked" end end';
  const log = await loggedAfter(
    script,
    "EHLO x",
    "MAIL FROM:<evil@example.net>",
    "MAIL FROM:<good@example.net>",
    "RCPT TO:<nobody@example.com>",
    "RCPT TO:<friend@elsewhere.example>",
    "RCPT TO:<ann@example.com>",
    `HELP ${"x".repeat(1000)}`,
    "QUIT",
  );
  expect(log).toEqual([
    ["command refused", "MAIL FROM:<evil@example.net>", "550 blocked"],
    ["command refused", "RCPT TO:<nobody@example.com>", "550 5.1.1 No such user here"],
    ["command refused", "RCPT TO:<friend@elsewhere.example>", "550 5.7.1 Relaying denied"],
  ]);
});

test("passwords are not, nor are control characters as such; long lines are shortened", async () => {
  const log = await loggedAfter("", "EHLO x", "AUTH PLAIN AGFubgBzZWNyZXQ=", "FOO\x1b[2J", `BAR ${"x".repeat(2000)}`);
  expect(JSON.stringify(log)).not.toMatch(/AGFubgBz|x{301}/);
  expect(log.map((row) => (Array.isArray(row) ? row[0] : ""))).toEqual(["command refused", "command refused", "command refused"]);
});

test("nor are answers to AUTH that a client sends though it was refused", async () => {
  const refused = ["AUTH LOGIN", "YW5u", "c2VjcmV0", " AUTH PLAIN AGFubgBzZWNyZXQ=", "FOO bar"];
  const log = await loggedAfter("", "EHLO x", ...refused);
  expect(log.map((row) => (Array.isArray(row) ? row[1] : ""))).toEqual([
    "AUTH LOGIN",
    "/* secured */",
    "/* secured */",
    "AUTH PLAIN /* secured */",
    "FOO bar",
  ]);
});

test("a client that Start refuses is in the log", async () => {
  expect(await loggedAfter('function Start() return "554 not you" end')).toEqual([["client refused", undefined, "554 not you"]]);
});

test("a message that a hook refuses is in the log with its sender and the reply", async () => {
  const script = `function ProcessMessage(from, subject, recipients, actions)
    actions.Ignore, actions.Delete, actions.Reason = true, true, "550 5.7.1 no " .. string.rep("x", 1000)
    return actions
  end`;
  const message = ["MAIL FROM:<good@example.net>", "RCPT TO:<ann@example.com>", "DATA", "Subject: x\r\n\r\nx\r\n."];
  expect(await loggedAfter(script, "EHLO x", ...message)).toEqual([
    ["message refused", undefined, expect.stringMatching(/^550-5\.7\.1 no x{180,}\.\.\. \(\d+ bytes\)$/)],
  ]);
  expect(JSON.parse(fixture.log[0] ?? "")).toMatchObject({ from: "good@example.net", why: "ProcessMessage" });
});
