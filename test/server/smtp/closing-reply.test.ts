/** A script's 421, from whichever hook, is the last word of a session (RFC 5321 §3.8). */
import { afterEach, describe, expect, it } from "vitest";
import type { ConfigInput } from "../../../server/config.ts";
import { RawClient } from "./raw-client.ts";
import { type ScriptTexts, scriptSet } from "./script-fixture.ts";
import { type SmtpFixture, startSmtp } from "./smtp-fixture.ts";

let fixture: SmtpFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

const MAIL = ["MAIL FROM:<a@example.org>"];
const RCPT = [...MAIL, "RCPT TO:<b@example.net>"];
const MESSAGE = [...RCPT, "DATA", "Subject: x\r\n\r\nbody\r\n."];

/** What each command is answered; stops when the server closes. */
async function converse(texts: ScriptTexts, lines: readonly string[], config: ConfigInput = {}): Promise<string[]> {
  const scripts = scriptSet(texts);
  fixture = await startSmtp(config, { current: () => scripts });
  const client = await RawClient.open(fixture.port);
  const replies: string[] = [];
  for (const line of ["", ...lines]) {
    const answer = line === "" ? await client.reply() : await client.ask(line);
    if (answer === undefined) break;
    replies.push(answer);
  }
  client.close();
  await fixture.idle();
  return replies;
}

describe("a 421 closes the session, and End runs", () => {
  it.each<[string, string, readonly string[]]>([
    ["Start", 'return "421 go"', []],
    ["DoHELO", 'return false, "421 go"', ["EHLO x"]],
    ["DoHELP", 'return "421 go"', ["HELP"]],
    ["DoNOOP", 'return "421 go"', ["NOOP"]],
    ["DoRSET", 'return "421 go"', ["RSET"]],
    ["DoVRFY", 'return "421 go"', ["VRFY x"]],
    ["DoEXPN", 'return "421 go"', ["EXPN x"]],
    ["DoUnrecognised", 'return "421 go"', ["XYZZY"]],
    ["DoMAILFROM", 'return "421 go"', ["EHLO x", ...MAIL]],
    ["DoRCPTTO", 'return "421 go"', ["EHLO x", ...RCPT]],
    ["DoDATAStart", 'return "421 go"', ["EHLO x", ...RCPT, "DATA"]],
    ["CheckRecipients", 'return "421 go"', ["EHLO x", ...MESSAGE]],
    ["ProcessMessage", 'return { Ignore = true, Delete = true, Reason = "421 go" }', ["EHLO x", ...MESSAGE]],
  ])("of %s", async (hook, body, lines) => {
    const lua = `function ${hook}() ${body} end function End() print("end") end`;
    const replies = await converse({ "smtpsvr.lua": lua }, [...lines, "NOOP"]);
    expect(replies).toHaveLength(lines.length + 1);
    expect(replies.at(-1)).toBe("421 go");
    expect(fixture?.printed).toEqual(["end\n"]);
    expect(await fixture?.queue.list()).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ["1", ["EHLO x", ...MAIL]],
    ["2", ["EHLO x", ...RCPT]],
    ["3", ["EHLO x", ...MESSAGE]],
  ])("of a rule at stage %s", async (stage, lines) => {
    const lua = `function First(m, size, stage) if stage == ${stage} then return 2, 1, "busy", "421 go", nil, false, false, false, true end end`;
    const replies = await converse({ "smtprules_1.lua": lua }, [...lines, "NOOP"]);
    expect(replies).toHaveLength(lines.length + 1);
    expect(replies.at(-1)).toBe("421 go");
  });

  it("and what was pipelined behind it is not answered", async () => {
    const scripts = scriptSet({ "smtpsvr.lua": 'function DoNOOP() return "421 go" end' });
    fixture = await startSmtp({}, { current: () => scripts });
    const client = await RawClient.open(fixture.port);
    await client.reply();
    client.send("HELP\r\nNOOP\r\nHELP\r\nQUIT\r\n");
    expect(await client.reply()).toMatch(/^214 /);
    expect(await client.reply()).toBe("421 go");
    expect(await client.line()).toBeUndefined();
  });
});
