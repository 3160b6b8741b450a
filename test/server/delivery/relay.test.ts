import { createServer, type Server, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { Relay } from "../../../server/delivery/relay.ts";
import type { RelayAddress } from "../../../server/delivery/relay-session.ts";
import type { Mail } from "../../../server/delivery/transport.ts";
import type { Envelope } from "../../../server/queue/envelope.ts";
import { listening } from "../local-port.ts";
import { envelope } from "../queue/test-envelope.ts";
import { testRelay } from "../queue/test-relay.ts";

function relayTo(port: number, changes: Partial<RelayAddress> = {}): Relay {
  const relay = new Relay({
    host: "127.0.0.1",
    port,
    tls: "none",
    verifyCertificate: false,
    username: "",
    password: "",
    heloName: "moonpost.example",
    timeoutMs: 2000,
    ...changes,
  });
  onTestFinished(() => relay.close("now"));
  return relay;
}

function mail(
  to: readonly string[] = ["bob@example.org"],
  changes: Partial<Envelope> = {},
  text = "Subject: x\r\n\r\nx\r\n",
): Mail {
  const bytes = Buffer.from(text, "latin1");
  return {
    id: "1",
    envelope: envelope({ to, ...changes }),
    recipients: to.map((address) => ({ address })),
    text: { sizeBytes: bytes.length, open: () => bytes },
  };
}

/** A relay that speaks as a script says: a function from the line to the reply; "" for none, undefined to hang up. */
async function scripted(
  reply: (line: string, connection: number) => string | undefined,
): Promise<{ port: number; lines: string[] }> {
  const lines: string[] = [];
  let connections = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const connection = ++connections;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.write("220 scripted\r\n");
    let rest = "";
    socket.on("data", (bytes) => {
      rest += bytes.toString("latin1");
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        lines.push(line);
        const answer = reply(line, connection);
        if (answer === undefined) socket.destroy();
        else if (answer !== "") socket.write(`${answer}\r\n`);
      }
    });
  });
  const port = await listening(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port, lines };
}

/** The answers of a relay that takes everything. */
function willing(line: string): string {
  if (line.startsWith("EHLO")) return "250-scripted\r\n250 8BITMIME";
  if (line.startsWith("DATA")) return "354 go on";
  if (/^(MAIL|RCPT|RSET|QUIT|\.$)/.test(line)) return "250 ok";
  return "";
}

describe("a relay", () => {
  it.each([
    { tls: "opportunistic", server: {}, encrypted: true },
    { tls: "required", server: {}, encrypted: true },
    { tls: "implicit", server: { secure: true }, encrypted: true },
    { tls: "none", server: {}, encrypted: false },
    { tls: "opportunistic", server: { disabledCommands: ["STARTTLS"] }, encrypted: false },
  ] as const)("is spoken to with TLS $tls, $server: encrypted $encrypted", async ({ tls, server, encrypted }) => {
    let secure: boolean | undefined;
    const { port } = await testRelay({}, 0, {
      disabledCommands: [],
      ...server,
      onMailFrom: (_address, session, done) => {
        secure = session.secure;
        done();
      },
    } as Parameters<typeof testRelay>[2]);
    expect(await relayTo(port, { tls }).send(mail())).toMatchObject({ kind: "answered", answers: [{ kind: "accepted" }] });
    expect(secure).toBe(encrypted);
  });

  it.each([
    { why: "no TLS is offered", changes: { tls: "required" }, reason: /STARTTLS/i },
    {
      why: "the certificate is nobody's",
      changes: { tls: "required", verifyCertificate: true },
      offer: true,
      reason: /certificate/,
    },
    { why: "the password is wrong", changes: { username: "ann", password: "wrong" }, offer: true, reason: /535/ },
  ] as const)("gets no mail when $why, and is to blame for it", async ({ changes, reason, ...rest }) => {
    const { port, taken } = await testRelay({}, 0, {
      disabledCommands: "offer" in rest ? [] : ["STARTTLS"],
      allowInsecureAuth: true,
      onAuth: (auth, _session, done) =>
        auth.password === "secret" ? done(null, { user: "ann" }) : done(Object.assign(new Error("no"), { responseCode: 535 })),
    });
    const outcome = await relayTo(port, changes).send(mail());
    expect(outcome).toMatchObject({ kind: "unreachable", reason: expect.stringMatching(reason) });
    expect(taken).toEqual([]);
    expect(await relayTo(port, { username: "ann", password: "secret" }).send(mail())).toMatchObject({ kind: "answered" });
  });

  it("refuses for good what the relay says it is too small for", async () => {
    const { port } = await testRelay({}, 0, { size: 1000 });
    const outcome = await relayTo(port).send(mail(undefined, {}, `Subject: x\r\n\r\n${"x\r\n".repeat(1000)}`));
    expect(outcome).toMatchObject({ kind: "answered", answers: [{ kind: "refused", reply: expect.stringContaining("1000") }] });
  });

  it("gets addresses beyond ASCII only if it knows SMTPUTF8", async () => {
    const to = ["jörg@example.org"];
    const { port } = await scripted(willing);
    expect(await relayTo(port).send(mail(to, { smtpUtf8: true }))).toMatchObject({
      answers: [{ kind: "refused", reply: expect.stringContaining("5.6.7") }],
    });
    const knows = await testRelay();
    expect(await relayTo(knows.port).send(mail(to, { smtpUtf8: true }))).toMatchObject({ answers: [{ kind: "accepted" }] });
    expect(knows.taken[0]?.to).toEqual(to);
  });

  it("gets BODY=8BITMIME with a message that needs it", async () => {
    const { port, lines } = await scripted(willing);
    await relayTo(port).send(mail(undefined, { eightBit: true }));
    expect(lines).toContain("MAIL FROM:<ann@example.com> BODY=8BITMIME");
  });

  it("is told RSET after a refusal, and the session is used again", async () => {
    const { port, lines } = await scripted((line) => (line.startsWith("RCPT TO:<no@") ? "550 no" : willing(line)));
    const relay = relayTo(port);
    expect(await relay.send(mail(["no@example.org"]))).toMatchObject({ answers: [{ kind: "refused", reply: "550 no" }] });
    expect(await relay.send(mail())).toMatchObject({ answers: [{ kind: "accepted" }] });
    expect(lines.filter((line) => line.startsWith("EHLO"))).toHaveLength(1);
    expect(lines).toContain("RSET");
  });

  it("may have closed a session that was kept: the message goes over a new one", async () => {
    const { port } = await scripted((line, connection) => {
      if (connection === 1 && line === ".") return "250 ok\r\n421 idle too long, bye";
      if (connection === 1 && line.startsWith("MAIL") && closedOnce) return undefined;
      if (line === ".") closedOnce = true;
      return willing(line);
    });
    let closedOnce = false;
    const relay = relayTo(port);
    expect(await relay.send(mail())).toMatchObject({ answers: [{ kind: "accepted" }] });
    closedOnce = true;
    expect(await relay.send(mail())).toMatchObject({ answers: [{ kind: "accepted" }] });
  });

  it("that falls silent is given up after its time", async () => {
    const { port } = await scripted((line) => (line === "." ? "" : willing(line)));
    const outcome = await relayTo(port, { timeoutMs: 1000 }).send(mail());
    expect(outcome).toMatchObject({
      answers: [{ kind: "later", reply: expect.stringContaining("the relay may have the message") }],
    });
  });

  it.each([
    { reply: "421 4.3.2 shutting down", kind: "later" },
    { reply: "451 4.3.0 try again", kind: "later" },
    { reply: "552 5.2.2 full", kind: "refused" },
    { reply: "503 5.5.1 bad sequence", kind: "later" },
    { reply: "550-5.7.1 no\r\n550 5.7.1 never", kind: "refused" },
  ])("that answers the message with $reply: $kind", async ({ reply, kind }) => {
    const { port } = await scripted((line) => (line === "." ? reply : willing(line)));
    const outcome = await relayTo(port).send(mail(["a@example.org", "b@example.org"]));
    expect(outcome).toMatchObject({
      answers: [
        { address: "a@example.org", kind },
        { address: "b@example.org", kind },
      ],
    });
  });

  it("may answer with a long text of spaces", async () => {
    const { port } = await scripted((line) => (line.startsWith("MAIL") ? `421 4.3.2 ${" ".repeat(400_000)}x` : willing(line)));
    const began = performance.now();
    const outcome = await relayTo(port, { timeoutMs: 60_000 }).send(mail());
    expect(outcome).toMatchObject({ answers: [{ kind: "later" }] });
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it("never gets a command out of an address", async () => {
    const { port, lines } = await scripted(willing);
    const outcome = await relayTo(port).send(mail(["x@example.org>\r\nRCPT TO:<spy@example.org"]));
    expect(outcome).toMatchObject({ answers: [{ kind: "refused" }] });
    expect(lines.some((line) => line.includes("spy"))).toBe(false);
  });
});
