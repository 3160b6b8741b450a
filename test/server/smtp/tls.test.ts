import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { RawClient } from "./raw-client.ts";
import { scriptSet } from "./script-fixture.ts";
import { type SmtpFixture, startSmtp } from "./smtp-fixture.ts";

const pem = (name: string) => readFileSync(join(import.meta.dirname, "tls", name), "utf8");
const TLS = { certificate: pem("certificate.pem"), key: pem("key.pem") };

let fixture: SmtpFixture | undefined;

afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

/** TLS over the client's socket; the client goes on within it. */
async function encrypt(client: RawClient): Promise<RawClient> {
  const socket: TLSSocket = connectTls({ socket: client.release(), ca: TLS.certificate, servername: "mx.test" });
  await new Promise<void>((resolve, reject) => {
    socket.once("secureConnect", resolve);
    socket.once("error", reject);
  });
  return RawClient.over(socket);
}

describe("STARTTLS", () => {
  it("forgets what was said before, and tells scripts of the encryption", async () => {
    const scripts = scriptSet({
      "smtpsvr.lua": "function DoHELO(h, r) print(h .. ' ' .. tostring(Encryption) .. ' ' .. EncryptionDetails) return r end",
    });
    fixture = await startSmtp({ services: [{ tls: { mode: "starttls" } }] }, { current: () => scripts }, { tls: TLS });
    const plain = await RawClient.open(fixture.port);
    await plain.reply();
    expect(await plain.ask("EHLO before")).toContain("250-STARTTLS");
    expect(await plain.ask("STARTTLS now")).toMatch(/^501/);
    await plain.ask("MAIL FROM:<a@example.org>");
    expect(await plain.ask("STARTTLS")).toBe("220 2.0.0 Ready to start TLS");
    const client = await encrypt(plain);
    expect(await client.ask("RCPT TO:<b@example.net>")).toMatch(/^503/);
    expect(await client.ask("MAIL FROM:<a@example.org>")).toMatch(/^503 5\.5\.1 Send HELO/);
    expect(await client.ask("EHLO after")).not.toContain("STARTTLS");
    expect(await client.ask("STARTTLS")).toMatch(/^503/);
    for (const line of ["MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>", "DATA"]) await client.ask(line);
    expect(await client.ask("Subject: x\r\n.")).toMatch(/^250/);
    expect(fixture.printed[0]).toBe("before false \n");
    expect(fixture.printed[1]).toMatch(/^after true TLSv1\.[23] \S+\n$/);
    const [message] = await fixture.queue.list();
    expect((await fixture.queue.show(message?.id ?? ""))?.header.toString()).toContain("with ESMTPS id");
    client.close();
  });

  it("drops commands that were pipelined behind it", async () => {
    fixture = await startSmtp({ services: [{ tls: { mode: "starttls" } }] }, undefined, { tls: TLS });
    const plain = await RawClient.open(fixture.port);
    await plain.reply();
    await plain.ask("EHLO before");
    plain.send("STARTTLS\r\nEHLO injected\r\nMAIL FROM:<evil@example.org>\r\n");
    expect(await plain.reply()).toBe("220 2.0.0 Ready to start TLS");
    const client = await encrypt(plain);
    expect(await client.ask("MAIL FROM:<a@example.org>")).toMatch(/^503 5\.5\.1 Send HELO/);
    client.close();
  });

  it("is required before a clear-text password from elsewhere", async () => {
    const services = [{ tls: { mode: "starttls" as const }, proxyProtocolFrom: ["127.0.0.0/8"] }];
    fixture = await startSmtp({ services, directory: { users: [{ name: "ann", password: "plain:secret" }] } }, undefined, {
      tls: TLS,
    });
    const plain = await RawClient.open(fixture.port);
    plain.send("PROXY TCP4 192.0.2.7 127.0.0.1 1234 25\r\n");
    await plain.reply();
    const capabilities = await plain.ask("EHLO x");
    expect(capabilities).toContain("[192.0.2.7]");
    expect(capabilities).toContain("250-AUTH CRAM-MD5\n");
    expect(await plain.ask("AUTH PLAIN AGFubgBzZWNyZXQ=")).toMatch(/^538 5\.7\.11/);
    await plain.ask("STARTTLS");
    const client = await encrypt(plain);
    expect(await client.ask("EHLO x")).toContain("AUTH PLAIN LOGIN CRAM-MD5");
    expect(await client.ask("AUTH PLAIN AGFubgBzZWNyZXQ=")).toBe("235 2.7.0 Authentication successful");
    client.close();
  });
});

describe("implicit TLS", () => {
  it("greets within TLS", async () => {
    fixture = await startSmtp(
      { services: [{ tls: { mode: "implicit" } }], directory: { users: [{ name: "ann", password: "plain:x" }] } },
      undefined,
      { tls: TLS },
    );
    const client = await encrypt(await RawClient.open(fixture.port));
    expect(await client.reply()).toBe("220 mx.test ESMTP Moonpost");
    const capabilities = await client.ask("EHLO x");
    expect(capabilities).not.toContain("STARTTLS");
    expect(capabilities).toContain("AUTH PLAIN");
    client.close();
  });
});

describe("a bad certificate", () => {
  it("stops the start with the service's name", async () => {
    const tls = { certificate: "none", key: TLS.key };
    await expect(startSmtp({ services: [{ tls: { mode: "implicit" } }] }, undefined, { tls })).rejects.toThrow(
      /service SMTP: can't start: .*check tls\.certificate/,
    );
  });
});
