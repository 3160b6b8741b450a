/** Clients that leave while a hook waits: the hook ends first, then End comes, and nothing of the message is kept (VPOP3.md §2.4). */
import { afterEach, describe, expect, it } from "vitest";
import { RawClient } from "./raw-client.ts";
import { scriptSet } from "./script-fixture.ts";
import { type SmtpFixture, startSmtp } from "./smtp-fixture.ts";

let fixture: SmtpFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

const RCPT = ["EHLO x", "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>"];
const MESSAGE = [...RCPT, "DATA", "Subject: x\r\n\r\nbody\r\n."];

async function until(condition: () => boolean): Promise<void> {
  await expect.poll(condition, { timeout: 5000, interval: 5 }).toBe(true);
}

describe("a client that leaves while a hook waits", () => {
  it.each<[string, readonly string[]]>([
    ["Start", []],
    ["DoHELO", ["EHLO x"]],
    ["DoMAILFROM", RCPT.slice(0, 2)],
    ["DoRCPTTO", RCPT],
    ["DoDATAStart", [...RCPT, "DATA"]],
    ["StartMessage", [...RCPT, "DATA"]],
    ["MessageLine", MESSAGE],
    ["MessageLineRaw", MESSAGE],
    ["EndMessage", MESSAGE],
    ["CheckRecipients", MESSAGE],
    ["ProcessMessage", MESSAGE],
  ])("in %s: it ends, no other is called but End, and nothing is an error of the server", async (hook, lines) => {
    const lua = `
      function ${hook}() print("begins") os.sleep(100) print("ends") end
      function End() print("End") end`;
    const scripts = scriptSet({ "smtpsvr.lua": lua });
    fixture = await startSmtp({}, { current: () => scripts });
    const { printed, log, queue } = fixture;
    const client = await RawClient.open(fixture.port);
    if (lines.length > 0) await client.reply();
    for (const line of lines.slice(0, -1)) await client.ask(line);
    const last = lines.at(-1);
    if (last !== undefined) client.send(`${last}\r\n`);
    await until(() => printed.length > 0);
    client.close();
    await until(() => printed.includes("End\n"));
    expect(printed).toEqual(["begins\n", "ends\n", "End\n"]);
    expect(log.filter((line) => line.includes('"level":50'))).toEqual([]);
    expect(await queue.list()).toEqual([]);
  });

  it.each([10, 200_000])("a message of %i lines is whole for the hooks that still judge it", async (count) => {
    const lua = `
      function CheckRecipients() print("begins") os.sleep(100) end
      function ProcessMessage(from, subject, recipients, actions, sections, size) print(subject, size, #sections) end
      function End() print("End") end`;
    const scripts = scriptSet({ "smtpsvr.lua": lua });
    fixture = await startSmtp({}, { current: () => scripts });
    const { printed, log, queue } = fixture;
    const client = await RawClient.open(fixture.port);
    await client.reply();
    for (const line of [...RCPT, "DATA"]) await client.ask(line);
    const text = `Subject: x\r\n\r\n${"line\r\n".repeat(count)}`;
    client.send(`${text}.\r\n`);
    await until(() => printed.length > 0);
    client.close();
    await until(() => printed.includes("End\n"));
    expect(printed).toEqual(["begins\n", `x\t${text.length}\t1\n`, "End\n"]);
    expect(log.filter((line) => line.includes('"level":50'))).toEqual([]);
    expect(await queue.list()).toEqual([]);
  });
});
