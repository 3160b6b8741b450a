/** What `status` says of hooks and rules in a session: at which command, about whom. */
import { afterEach, expect, test } from "vitest";
import { RawClient } from "./raw-client.ts";
import { scriptSet } from "./script-fixture.ts";
import { type SmtpFixture, startSmtp } from "./smtp-fixture.ts";

let fixture: SmtpFixture;
afterEach(() => fixture.stop());

/** Stage, hook, reverse-path and recipient of what is noted after a session. */
async function noted(scripts: Readonly<Record<string, string>>, ...commands: string[]): Promise<readonly unknown[]> {
  const set = scriptSet(scripts);
  fixture = await startSmtp({}, { current: () => set });
  const client = await RawClient.open(fixture.port);
  await client.reply();
  for (const command of commands) await client.ask(command);
  client.close();
  await fixture.idle();
  return fixture.decisions
    .recent()
    .map(({ stage, hook, reversePath, recipient }) => [stage, hook, reversePath, recipient].join(" ").trim());
}

const COMMANDS = [
  "EHLO x",
  "FOO",
  "VRFY ann",
  "MAIL FROM:<a@example.org>",
  "RCPT TO:<b@example.net>",
  "DATA",
  "Subject: x\r\n\r\nbody\r\n.",
  "QUIT",
];

test("a hook that fails is noted at its command, with the address that it was asked about", async () => {
  const hooks = "Start DoHELO DoUnrecognised DoVRFY DoMAILFROM DoRCPTTO DoDATAStart StartMessage ProcessMessage DoQUIT End";
  const script = `for name in string.gmatch("${hooks}", "%a+") do _G[name] = function() error("broken") end end`;
  expect(await noted({ "smtpsvr.lua": script }, ...COMMANDS)).toEqual([
    "CONNECT Start",
    "EHLO DoHELO",
    "unknown DoUnrecognised",
    "VRFY DoVRFY  ann",
    "MAIL DoMAILFROM a@example.org",
    "RCPT DoRCPTTO a@example.org b@example.net",
    "DATA DoDATAStart a@example.org",
    "DATA StartMessage a@example.org",
    "DATA ProcessMessage a@example.org",
    "QUIT DoQUIT",
    "END End",
  ]);
});

test("so are rules", async () => {
  const script = `function First(message, size, stage) if stage == 2 then return 2, 1, "no", "550 no" end error("broken") end`;
  expect(await noted({ "smtprules_1.lua": script }, ...COMMANDS.slice(3, 5), "EHLO x", ...COMMANDS.slice(3, 5))).toEqual([
    "MAIL First a@example.org",
    "RCPT First a@example.org b@example.net",
  ]);
});
