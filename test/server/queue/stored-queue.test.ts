import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { OutgoingText } from "../../../server/queue/queue-work.ts";
import { FILE_THRESHOLD_BYTES } from "../../../server/queue/stored-incoming.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { enqueue, message, testQueue } from "./queued-message.ts";
import { envelope } from "./test-envelope.ts";

const BIG = message("big", `${"0123456789".repeat(7)}\r\n`.repeat(5000));

async function bytesOf(text: OutgoingText | undefined): Promise<string> {
  const opened = text?.open();
  if (opened === undefined || opened instanceof Buffer) return (opened ?? Buffer.alloc(0)).toString("latin1");
  const chunks: Buffer[] = [];
  for await (const chunk of opened) chunks.push(chunk);
  return Buffer.concat(chunks).toString("latin1");
}

describe("the stored queue", () => {
  it.each([
    { title: "a small message", text: message("small") },
    {
      title: "a message just below the threshold",
      text: message("x", "y".repeat(FILE_THRESHOLD_BYTES - 42)).slice(0, FILE_THRESHOLD_BYTES - 1),
    },
    { title: "a message at the threshold", text: message("x", "y".repeat(FILE_THRESHOLD_BYTES)).slice(0, FILE_THRESHOLD_BYTES) },
    { title: "a big message", text: BIG },
    { title: "an empty message", text: "" },
    { title: "a message without a body", text: "Subject: x\r\n" },
    { title: "a message without a header", text: "\r\nbody\r\n" },
    { title: "all byte values", text: message("bytes", String.fromCharCode(...Array(256).keys())) },
    {
      title: "a header longer than the limit",
      text: message("x").replace("\r\n\r\n", `\r\n${"X-Long: 0123456789\r\n".repeat(20_000)}\r\n`),
    },
  ])("keeps every byte of $title over a restart", async ({ text }) => {
    const folder = temporaryFolder();
    const first = await testQueue({ folder });
    const incoming = first.queue.begin();
    for (let at = 0; at < text.length; at += 1000) await incoming.write(Buffer.from(text.slice(at, at + 1000), "latin1"));
    const id = await incoming.commit(envelope());
    await first.queue.close();
    const { queue, recovered } = await testQueue({ folder });
    expect(recovered).toEqual({ interrupted: 0, orphanedFiles: 0 });
    const [item] = await queue.due(10);
    expect(item).toMatchObject({ id, sizeBytes: text.length, state: "due", reversePath: "ann@example.com" });
    if (item === undefined) return;
    const outgoing = await queue.text(item);
    expect(outgoing?.sizeBytes).toBe(text.length);
    expect((await bytesOf(outgoing)) === text).toBe(true);
  });

  it.each([{ text: message("small") }, { text: BIG }])(
    "puts header lines and modifiers in front of an untouched body",
    async ({ text }) => {
      const { queue } = await testQueue();
      await enqueue(queue, text, { headerLines: ["Received: from x"], headerModifiers: ["Subject: changed", "X-End: 1"] });
      const [item] = await queue.due(1);
      if (item === undefined) throw new Error("nothing is due");
      const body = text.slice(text.indexOf("\r\n\r\n"));
      const expected = `Received: from x\r\nFrom: ann@example.com\r\nSubject: changed\r\nX-End: 1${body}`;
      const outgoing = await queue.text(item);
      expect((await bytesOf(outgoing)) === expected).toBe(true);
      expect(outgoing?.sizeBytes).toBe(expected.length);
      expect((await queue.show(item.id))?.header.toString()).toBe(expected.slice(0, expected.indexOf("\r\n\r\n") + 4));
    },
  );

  it.each([{ text: message("small") }, { text: BIG }])("lets hooks read ranges before the commit", async ({ text }) => {
    const { queue } = await testQueue();
    const incoming = queue.begin();
    for (let at = 0; at < text.length; at += 10_000) await incoming.write(Buffer.from(text.slice(at, at + 10_000)));
    await incoming.drained();
    expect(incoming.header().toString()).toBe(text.slice(0, text.indexOf("\r\n\r\n") + 4));
    expect(incoming.read(5, 25).toString()).toBe(text.slice(5, 25));
    expect(incoming.read(text.length - 3, text.length + 10).toString()).toBe(text.slice(-3));
    expect(incoming.read(text.length + 5, text.length + 10)).toHaveLength(0);
    incoming.abort();
    expect(await queue.list()).toEqual([]);
  });

  it("keeps the envelope as it came, byte strings and all", async () => {
    const { queue } = await testQueue();
    const given = envelope({
      reversePath: "",
      forwardPaths: [
        { address: "jörg@exämple.org", notify: "SUCCESS,DELAY", orcpt: "rfc822;x@y" },
        { address: '"a b"@example.org' },
      ],
      ret: "HDRS",
      envid: "e+1",
      headerModifiers: ["Subject: \xff\x80"],
      authenticatedUser: "ann",
    });
    const incoming = queue.begin();
    incoming.write(Buffer.from(message("x")));
    const id = await incoming.commit(given);
    const detail = await queue.show(id);
    expect(detail?.envelope).toEqual(given);
    expect(detail?.recipients.map((recipient) => [recipient.address, recipient.state])).toEqual([
      ["jörg@exämple.org", "pending"],
      ['"a b"@example.org', "pending"],
    ]);
  });

  it("leaves nothing behind of an aborted big message", async () => {
    const { queue, folder } = await testQueue();
    const incoming = queue.begin(BIG.length);
    await incoming.write(Buffer.from(BIG));
    await incoming.drained();
    expect(readdirSync(join(folder, "messages"))).toHaveLength(1);
    incoming.abort();
    incoming.abort();
    await expect.poll(() => readdirSync(join(folder, "messages"))).toEqual([]);
    expect(() => incoming.write(Buffer.from("x"))).toThrow("after it was aborted");
  });

  it("deletes files that belong to no message at the next start, and only those", async () => {
    const folder = temporaryFolder();
    const first = await testQueue({ folder });
    const id = await enqueue(first.queue, BIG);
    await first.queue.close();
    writeFileSync(join(folder, "messages", "orphan.eml"), "half a message");
    writeFileSync(join(folder, "messages", "notes.txt"), "of the administrator");
    const second = await testQueue({ folder });
    expect(second.recovered.orphanedFiles).toBe(1);
    expect(readdirSync(join(folder, "messages")).sort()).toEqual([`${id}.eml`, "notes.txt"].sort());
  });

  it("makes messages due again that were being sent when the process died", async () => {
    const folder = temporaryFolder();
    const first = await testQueue({ folder });
    const id = await enqueue(first.queue, message("x"));
    await first.queue.take([id]);
    expect((await first.queue.show(id))?.state).toBe("sending");
    await first.queue.close();
    const second = await testQueue({ folder });
    expect(second.recovered.interrupted).toBe(1);
    expect((await second.queue.show(id))?.state).toBe("due");
  });

  it("refuses to open a queue that another process, or this one, has open", async () => {
    const { folder } = await testQueue();
    await expect(testQueue({ folder })).rejects.toThrow("another moonpost uses this data folder");
  });

  it("commits messages that arrive together in any order, each once", async () => {
    const { queue } = await testQueue();
    const accepted: string[] = [];
    queue.subscribe((event) => event.kind === "accepted" && accepted.push(event.id));
    const ids = await Promise.all(Array.from({ length: 300 }, (_, i) => enqueue(queue, message(`m${i}`))));
    expect(new Set(ids).size).toBe(300);
    expect(accepted.sort()).toEqual([...ids].sort());
    expect((await queue.stats()).due).toBe(300);
  });

  it("pages through the list in the order of arrival", async () => {
    const { queue } = await testQueue();
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await enqueue(queue, message(`m${i}`)));
    const first = await queue.list({ limit: 3 });
    const second = await queue.list({ limit: 3, after: first.at(-1)?.id ?? "" });
    expect([...first, ...second].map((entry) => entry.id)).toEqual(ids);
  });

  it("holds, releases and removes", async () => {
    const { queue, folder } = await testQueue();
    const id = await enqueue(queue, BIG, { hold: { reason: "rule 7" } });
    expect(await queue.due(10)).toEqual([]);
    expect((await queue.list({ state: "held" }))[0]).toMatchObject({ id, reason: "rule 7", nextAttemptMs: undefined });
    expect(await queue.release(id)).toBe("done");
    expect(await queue.release(id)).toBe("unchanged");
    expect(await queue.due(10)).toHaveLength(1);
    expect(await queue.hold(id, "wait")).toBe("done");
    expect(await queue.remove(id)).toBe("done");
    expect(readdirSync(join(folder, "messages"))).toEqual([]);
    expect(await queue.remove(id)).toBe("unknown");
    expect(await queue.show(id)).toBeUndefined();
  });

  it("does not touch a message that is on the wire", async () => {
    const { queue } = await testQueue();
    const id = await enqueue(queue, message("x"));
    await queue.take([id]);
    expect(await queue.hold(id, "")).toBe("sending");
    expect(await queue.remove(id)).toBe("sending");
    expect(await queue.retry(id)).toBe("sending");
  });

  it("starts a failed message afresh when it is retried, without asking again those who have it", async () => {
    const { queue } = await testQueue();
    const id = await enqueue(queue, message("x"), { to: ["a@example.org", "b@example.org"], receivedAtMs: 1000 });
    const [item] = await queue.due(1);
    if (item === undefined) throw new Error("nothing is due");
    await queue.take([id]);
    const reply = '550 said "state":"failed" about it';
    const states = ["failed", "delivered"] as const;
    const recipients = item.recipients.map((recipient, i) => ({ ...recipient, state: states[i] ?? ("pending" as const), reply }));
    await queue.settle(item, {
      next: { kind: "failed" },
      recipients,
      reason: reply,
      attemptedAtMs: 2000,
      events: [],
    });
    expect(await queue.show(id)).toMatchObject({ state: "failed", reason: reply, attempts: 1, lastAttemptMs: 2000 });
    expect(await queue.retryAll()).toBe(1);
    const [again] = await queue.due(1);
    expect(again?.recipients).toEqual([
      { address: "a@example.org", state: "pending", reply, attempts: 0 },
      { address: "b@example.org", state: "delivered", reply, attempts: 0 },
    ]);
    expect(again?.expiryBaseMs).toBeGreaterThan(2000);
  });

  it("remembers delivered messages, but not more than it was told to", async () => {
    const { queue } = await testQueue({ historyLimit: 300 });
    for (let i = 0; i < 600; i++) void enqueue(queue, message(`m${i}`));
    for (let delivered = 0; delivered < 600; ) {
      const items = await queue.due(600);
      await queue.take(items.map((item) => item.id));
      await Promise.all(
        items.map((item) =>
          queue.settle(item, {
            next: { kind: "delivered" },
            recipients: [],
            reason: "250 ok",
            attemptedAtMs: 1,
            events: [],
          }),
        ),
      );
      delivered += items.length;
    }
    expect(await queue.stats()).toMatchObject({ due: 0, delivered: 600, totalBytes: 0 });
    const history = await queue.list({ state: "delivered", limit: 1000 });
    expect(history.length).toBeGreaterThanOrEqual(300);
    expect(history.length).toBeLessThan(600);
    expect(await queue.show(history[0]?.id ?? "")).toMatchObject({ state: "delivered", reason: "250 ok" });
  });
});
