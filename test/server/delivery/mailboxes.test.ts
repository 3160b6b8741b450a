import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { configSchema } from "../../../server/config.ts";
import { folderName, Mailboxes } from "../../../server/delivery/mailboxes.ts";
import { Directory } from "../../../server/directory/directory.ts";
import { enqueue, message, recordingLog, testQueue } from "../queue/queued-message.ts";
import { scriptlessRunner } from "../queue/scriptless-runner.ts";
import { envelope } from "../queue/test-envelope.ts";
import { testRelay } from "../queue/test-relay.ts";

async function setUp() {
  const relay = await testRelay();
  const { queue, store, folder } = await testQueue();
  const config = configSchema.parse({
    directory: {
      users: [{ name: "Ann" }, { name: "bob" }],
      aliases: {
        sales: ["ann", "bob", "partner@example.net"],
        both: ["ann", "bob"],
        lost: ["nobody"],
        partly: ["ann", "nobody"],
      },
    },
    relays: [{ port: relay.port, tls: "none" }],
  });
  const directory = new Directory(config.directory, store);
  onTestFinished(() => directory.close());
  const { log, events } = recordingLog();
  const mailboxes = join(folder, "mailboxes");
  const transport = new Mailboxes(mailboxes, directory, log);
  const runner = scriptlessRunner({ queue, mailboxes: transport, config, log });
  onTestFinished(() => runner.stop(1000));
  runner.start();
  const mailOf = (user: string): readonly string[] => {
    const folderOfNew = join(mailboxes, user, "new");
    return existsSync(folderOfNew) ? readdirSync(folderOfNew).map((name) => readFileSync(join(folderOfNew, name), "latin1")) : [];
  };
  const state = async (id: string) => (await queue.show(id))?.state;
  return { queue, relay, transport, mailboxes, mailOf, state, events };
}

describe("mailboxes", () => {
  it.each([{ body: "small \x80\r\n" }, { body: "big\r\n".repeat(50_000) }])(
    "take mail for local users, with their header modifiers",
    async ({ body }) => {
      const { queue, relay, mailOf, state } = await setUp();
      const text = message("x", body);
      const incoming = queue.begin();
      await incoming.write(Buffer.from(text, "latin1"));
      const changes = { headerLines: ["Received: here"], headerModifiers: ["+{ann}X-For: ann"] };
      const to = ["ann@example.com", "BOB@Example.com"];
      const id = await incoming.commit(envelope({ reversePath: "eve@example.org", to, ...changes }));
      await expect.poll(() => state(id)).toBe("delivered");
      const start = "Return-Path: <eve@example.org>\r\nReceived: here\r\n";
      const forAnn = text.replace("\r\n\r\n", "\r\nX-For: ann\r\n\r\n");
      expect([mailOf("ann"), mailOf("bob")]).toEqual([[start + forAnn], [start + text]]);
      expect(relay.taken).toEqual([]);
    },
  );

  it("write a message's keywords as X-Keywords, without what is none", async () => {
    const { queue, mailOf, state } = await setUp();
    const incoming = queue.begin();
    await incoming.write(Buffer.from(message("x"), "latin1"));
    const keywords = ["$Junk", "two words", "a\r\nBcc: x", "", "$Junk"];
    const id = await incoming.commit({ ...envelope({ to: ["ann@example.com"] }), keywords });
    await expect.poll(() => state(id)).toBe("delivered");
    expect(mailOf("ann")[0]).toMatch(/^Return-Path: <.*>\r\nX-Keywords: \$Junk twowords aBcc:x\r\n/);
  });

  it("send the rest of a list to the relay, each address once", async () => {
    const { queue, relay, mailOf, state } = await setUp();
    const to = ["sales@example.com", "both@example.com", "Partner@example.net", "other@example.net"];
    const id = await enqueue(queue, message("x"), { to });
    await expect.poll(() => state(id)).toBe("delivered");
    expect([mailOf("ann").length, mailOf("bob").length]).toEqual([1, 1]);
    expect(relay.taken.map((taken) => taken.to)).toEqual([["Partner@example.net", "other@example.net"]]);
  });

  it("tell the log of a list's members who do not exist", async () => {
    const { queue, mailOf, state, events } = await setUp();
    const id = await enqueue(queue, message("x"), { to: ["partly@example.com", "both@example.com"] });
    await expect.poll(() => state(id)).toBe("delivered");
    expect(mailOf("ann").length).toBe(1);
    expect(events.filter(({ level }) => level === "warn")).toMatchObject([
      { id, address: "partly@example.com", unknown: ["nobody"] },
    ]);
  });

  it("pass a list's remote member on to the relay", async () => {
    const { queue, relay, state } = await setUp();
    const id = await enqueue(queue, message("x"), { to: ["sales@example.com"] });
    await expect.poll(() => state(id)).toBe("delivered");
    expect(relay.taken.map((taken) => taken.to)).toEqual([["partner@example.net"]]);
    expect((await queue.show(id))?.recipients.map(({ address, reply }) => [address, reply.slice(0, 9)])).toEqual([
      ["sales@example.com", "250 2.1.5"],
      ["partner@example.net", expect.stringMatching(/^250 /)],
    ]);
  });

  it.each(["ghost@example.com", "lost@example.com"])("refuse %s for good", async (address) => {
    const { queue, state } = await setUp();
    const id = await enqueue(queue, message("x"), { to: [address] });
    await expect.poll(() => state(id)).toBe("failed");
    expect((await queue.show(id))?.reason).toMatch(/^550 5\.1\.1 /);
  });

  it("keep one copy of a message that is delivered again, also after it was read", async () => {
    const { mailboxes, transport, mailOf } = await setUp();
    const text = message("x");
    const mail = {
      id: "0000000000000001",
      envelope: envelope(),
      recipients: [{ address: "ann@example.com" }],
      text: { sizeBytes: text.length, open: () => Buffer.from(text) },
    };
    await transport.send(mail);
    await transport.send(mail);
    expect(mailOf("ann")).toHaveLength(1);
    renameSync(join(mailboxes, "ann", "new", `${mail.id}.eml`), join(mailboxes, "ann", "cur", `${mail.id}.eml:2,S`));
    await transport.send(mail);
    expect(mailOf("ann")).toHaveLength(0);
  });

  it("put mail off that can't be written", async () => {
    const { queue, mailboxes } = await setUp();
    mkdirSync(mailboxes);
    writeFileSync(join(mailboxes, "bob"), "a file where the folder should be");
    const id = await enqueue(queue, message("x"), { to: ["bob@example.com"] });
    await expect.poll(async () => (await queue.show(id))?.attempts).toBe(1);
    expect(await queue.show(id)).toMatchObject({ state: "due", reason: expect.stringMatching(/^451 /) });
  });

  it.each([
    ["Ann", "ann"],
    ["ann.b+c@example.com", "ann.b+c@example.com"],
    ["..", /^__-[0-9a-f]{16}$/],
    ["../ann", /^___ann-[0-9a-f]{16}$/],
    ["a/b", /^a_b-[0-9a-f]{16}$/],
    ["jörg", /^j_rg-[0-9a-f]{16}$/],
    ["nul", /^nul-[0-9a-f]{16}$/],
    ["x".repeat(300), /^x{60}-[0-9a-f]{16}$/],
  ])("have a harmless folder for the user %s", (user, expected) => {
    expect(folderName(user)).toMatch(expected);
  });
});
