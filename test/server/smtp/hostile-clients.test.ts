import { afterEach, describe, expect, it } from "vitest";
import type { ConfigInput } from "../../../server/config.ts";
import { RawClient } from "./raw-client.ts";
import { scriptSet } from "./script-fixture.ts";
import { type SmtpFixture, startSmtp } from "./smtp-fixture.ts";

let fixture: SmtpFixture | undefined;

afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

async function begin(client: RawClient): Promise<void> {
  await client.reply();
  for (const line of ["EHLO x", "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>", "DATA"]) await client.ask(line);
}

const SMUGGLED = "MAIL FROM:<evil@example.org>\r\nRCPT TO:<victim@example.net>\r\nDATA\r\nSubject: smuggled\r\n";

describe("SMTP smuggling", () => {
  it.each([
    ["LF.LF", "\n.\n"],
    ["LF.CRLF", "\n.\r\n"],
    ["CRLF.LF", "\r\n.\n"],
    ["CR.CR", "\r.\r"],
    ["CRLF.CR", "\r\n.\r"],
    ["CR.CRLF", "\r.\r\n"],
    ["CRLF.NUL.CRLF", "\r\n.\0\r\n"],
    ["CRCRLF.CRCRLF", "\r\r\n.\r\r\n"],
  ])("%s does not end the data, wherever the packets are cut", async (_, end) => {
    fixture = await startSmtp();
    const text = `Subject: one\r\n\r\nbody${end}${SMUGGLED}\r\n.\r\n`;
    const cuts = [...Array(end.length + 2).keys()].map((i) => text.indexOf(end) + i);
    for (const cut of cuts) {
      const client = await RawClient.open(fixture.port);
      await begin(client);
      client.send(text.slice(0, cut));
      await new Promise((resolve) => setImmediate(resolve));
      client.send(text.slice(cut));
      const reply = await client.reply();
      // One answer for one message: refused for its line ends, or one message with everything in it.
      expect(reply).toMatch(/^(?:550 5\.5\.2|250 2\.0\.0)/);
      expect(await client.ask("NOOP")).toBe("250 2.0.0 OK");
      client.close();
    }
    await fixture.idle();
    for (const message of await fixture.queue.list()) expect(message.reversePath).toBe("a@example.org");
  });
});

describe("a client that disconnects in DATA", () => {
  it("leaves nothing in the queue, and its End hook is called", async () => {
    const scripts = scriptSet({ "smtpsvr.lua": "function End() print('End') end" });
    fixture = await startSmtp({}, { current: () => scripts });
    for (const text of [
      "",
      "Subject: x\r\n",
      "Subject: x\r\n\r\nbody\r\n.",
      "Subject: x\r\n\r\nbody\r\n.\r",
      `Subject: x\r\n\r\n${"y".repeat(200_000)}\r\n`,
    ]) {
      const client = await RawClient.open(fixture.port);
      await begin(client);
      client.send(text);
      await new Promise<void>((resolve) => client.socket.end(() => resolve()));
      client.close();
      await fixture.idle();
    }
    expect(await fixture.queue.list()).toEqual([]);
    expect(fixture.printed).toEqual(Array(5).fill("End\n"));
  });

  it("while a hook waits, keeps nothing either", async () => {
    const scripts = scriptSet({
      "smtpsvr.lua": "function DoDATAStart() print('waits') os.sleep(50) return '' end function End() print('End') end",
    });
    fixture = await startSmtp({}, { current: () => scripts });
    const client = await RawClient.open(fixture.port);
    await client.reply();
    for (const line of ["EHLO x", "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>"]) await client.ask(line);
    client.send("DATA\r\n");
    while (fixture.printed.length === 0) await new Promise((resolve) => setImmediate(resolve));
    client.reset();
    await fixture.idle();
    expect(await fixture.queue.list()).toEqual([]);
  });
});

describe("a client that disconnects after the data", () => {
  it("while ProcessMessage waits, finds nothing queued and nothing broken", async () => {
    const scripts = scriptSet({
      "smtpsvr.lua":
        "function ProcessMessage(f, s, r, a) print('waits') os.sleep(50) print(VPOP3.GetMessageLine(1)) return a end",
    });
    fixture = await startSmtp({}, { current: () => scripts });
    const client = await RawClient.open(fixture.port);
    await begin(client);
    client.send(`Subject: x\r\n\r\n${"y".repeat(100_000).replace(/.{70}/g, "$&\r\n")}\r\n.\r\n`);
    while (fixture.printed.length === 0) await new Promise((resolve) => setImmediate(resolve));
    client.reset();
    await fixture.idle();
    while (!fixture.log.some((line) => line.includes("disconnected in the middle")))
      await new Promise((resolve) => setImmediate(resolve));
    while (fixture.printed.length < 2 && fixture.luaErrors.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await fixture.queue.list()).toEqual([]);
    expect(fixture.log.filter((line) => line.includes("failed in the server"))).toEqual([]);
    const next = await RawClient.open(fixture.port);
    expect(await next.reply()).toMatch(/^220/);
    next.close();
  });
});

describe("bounds", () => {
  it("an endless command line ends the connection, not the memory", async () => {
    fixture = await startSmtp();
    const client = await RawClient.open(fixture.port);
    await client.reply();
    const before = process.memoryUsage().arrayBuffers;
    const piece = "x".repeat(65_536);
    let answer: string | undefined;
    void client.reply().then((reply) => {
      answer = reply;
    });
    for (let i = 0; i < 40 && answer === undefined; i++) {
      client.send(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    while (answer === undefined) await new Promise((resolve) => setImmediate(resolve));
    expect(answer).toMatch(/^421 4\.7\.0/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    client.close();
  });

  it("a message far beyond the limit ends the connection", async () => {
    fixture = await startSmtp({ limits: { maxMessageBytes: 1000 } });
    const client = await RawClient.open(fixture.port);
    await begin(client);
    const line = `${"x".repeat(998)}\r\n`.repeat(64);
    let answer: string | undefined;
    void client.reply().then((reply) => {
      answer = reply ?? "(closed)";
    });
    for (let i = 0; i < 400 && answer === undefined; i++) {
      client.send(line);
      await new Promise((resolve) => setImmediate(resolve));
    }
    while (answer === undefined) await new Promise((resolve) => setImmediate(resolve));
    expect(answer).toMatch(/^421 4\.3\.4/);
    client.close();
  });

  it("20 000 pipelined commands are all answered, in order", async () => {
    fixture = await startSmtp();
    const client = await RawClient.open(fixture.port);
    await client.reply();
    client.send("NOOP\r\n".repeat(20_000));
    for (let i = 0; i < 20_000; i++) expect(await client.reply()).toBe("250 2.0.0 OK");
    client.close();
  });

  it("recipients beyond the limit are refused, the others stay", async () => {
    fixture = await startSmtp({ limits: { maxRecipientsPerLocalMessage: 3 } });
    const client = await RawClient.open(fixture.port);
    await client.reply();
    await client.ask("EHLO x");
    await client.ask("MAIL FROM:<a@example.org>");
    const replies: (string | undefined)[] = [];
    for (let i = 0; i < 5; i++) replies.push(await client.ask(`RCPT TO:<r${i}@example.net>`));
    expect(replies.map((reply) => reply?.slice(0, 3))).toEqual(["250", "250", "250", "452", "452"]);
    client.close();
  });

  it("too many connections are told so", async () => {
    fixture = await startSmtp({ limits: { maxConnections: 2 } });
    const clients = [await RawClient.open(fixture.port), await RawClient.open(fixture.port)];
    for (const client of clients) expect(await client.reply()).toMatch(/^220 /);
    const third = await RawClient.open(fixture.port);
    expect(await third.reply()).toMatch(/^421 mx\.test Too many connections/);
    expect(await third.reply()).toBeUndefined();
    for (const client of clients) client.close();
    await fixture.idle();
    const fourth = await RawClient.open(fixture.port);
    expect(await fourth.reply()).toMatch(/^220 /);
    fourth.close();
  });
});

describe("control characters", () => {
  it.each([
    ["HELO", "EHLO a\0b"],
    ["HELO", "HELO a\x1b[2J"],
    ["a bare CR", "EHLO a\rMAIL FROM:<x@y>"],
    ["AUTH", "AUTH PLAIN AG\x01Fubg=="],
    ["xtext", "MAIL FROM:<a@example.org> ENVID=a+0D+0Ab"],
    ["xtext", "MAIL FROM:<a@example.org> AUTH=a+00b"],
    ["a quoted local part", 'MAIL FROM:<"a\x07b"@example.org>'],
    ["DEL", "NOOP \x7f"],
  ])("in %s are refused: %j", async (_, line) => {
    fixture = await startSmtp();
    const client = await RawClient.open(fixture.port);
    await client.reply();
    if (!/HELO|EHLO/.test(line)) await client.ask("EHLO x");
    expect(await client.ask(line)).toMatch(/^50[01] /);
    expect(await client.ask("NOOP")).toBe("250 2.0.0 OK");
    client.close();
  });
});

describe("within an AUTH exchange", () => {
  const directory = {
    users: [
      { name: "ann", password: "plain:secret" },
      { name: "bob", password: "plain:other" },
    ],
  };
  const login = (zid: string) => `AUTH PLAIN ${btoa(`${zid}\0ann\0secret`)}`;

  it.each([
    ["a control character is refused, and the exchange is over", ["AUTH PLAIN", `${btoa("\0ann\0secret")}\x01`], /^501 /],
    ["a NUL is refused", ["AUTH LOGIN", "YW5u\0"], /^501 /],
    ["who wants to act as somebody else is refused", [login("bob")], /^535 /],
    ["who names itself twice is let in", [login("ANN")], /^235 /],
    ["who names itself in the wrong place is let in", [`AUTH PLAIN ${btoa("ann\0\0secret")}`], /^235 /],
  ])("%s", async (_, lines, answer) => {
    fixture = await startSmtp({ directory });
    const client = await RawClient.open(fixture.port);
    await client.reply();
    await client.ask("EHLO x");
    let last: string | undefined;
    for (const line of lines) last = await client.ask(line);
    expect(last).toMatch(answer);
    expect(await client.ask("NOOP")).toBe("250 2.0.0 OK");
    client.close();
  });
});

it("the name of HELO enters the Received field as ASCII only", async () => {
  fixture = await startSmtp();
  const client = await RawClient.open(fixture.port);
  await client.reply();
  for (const line of ["EHLO a\xffb(c)", "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>", "DATA"]) await client.ask(line);
  await client.ask("Subject: x\r\n.");
  const [message] = await fixture.queue.list();
  const header = (await fixture.queue.show(message?.id ?? ""))?.header.toString("latin1");
  expect(header).toMatch(/^Received: from a\?b\?c\? \(/);
  client.close();
});

describe("addresses that hide where they go", () => {
  it.each([
    ["percent hack", "<victim%far.test@here.test>", "550 5.1.1"],
    ["bang path", "<far.test!victim@here.test>", "550 5.1.1"],
    ["quoted @", '<"victim@far.test"@here.test>', "550 5.1.1"],
    ["quoted local user", '<"ann"@here.test>', "250 2.1.5"],
    ["quoted @ before another server", '<"ann@here.test"@far.test>', "550 5.7.1"],
    ["two @", "<ann@here.test@far.test>", "501 5.1.3"],
    ["source route to another server", "<@here.test:victim@far.test>", "550 5.7.1"],
    ["source route to us", "<@far.test:ann@here.test>", "250 2.1.5"],
    ["comment", "<ann(x)@here.test>", "501 5.1.3"],
    ["comment as domain", "<ann@here.test(@far.test)>", "501 5.1.3"],
    ["case of the domain", "<ann@HERE.Test>", "250 2.1.5"],
    ["trailing dot", "<ann@here.test.>", "501 5.1.3"],
    ["address literal", "<ann@[127.0.0.1]>", "550 5.7.1"],
    ["NUL", "<ann\0@here.test>", "500 5.5.2"],
  ])("%s: %s gets %s", async (_, path, code) => {
    fixture = await startSmtp({ directory: { localDomains: ["here.test"], users: [{ name: "ann" }], allowedClients: [] } });
    const client = await RawClient.open(fixture.port);
    await client.reply();
    await client.ask("EHLO x");
    await client.ask("MAIL FROM:<a@example.org>");
    expect((await client.ask(`RCPT TO:${path}`))?.slice(0, 9)).toBe(code);
    client.close();
  });
});

describe("patience", () => {
  it("100 000 RCPTs are answered in bounded memory, and the message is still sent", async () => {
    fixture = await startSmtp({ limits: { maxRecipientsPerLocalMessage: 1000 } });
    const client = await RawClient.open(fixture.port);
    await client.reply();
    await client.ask("EHLO x");
    await client.ask("MAIL FROM:<a@example.org>");
    const before = process.memoryUsage().rss;
    const counts = new Map<string, number>();
    for (let batch = 0; batch < 100; batch++) {
      client.send(Array.from({ length: 1000 }, (_, i) => `RCPT TO:<r${batch * 1000 + i}@example.net>\r\n`).join(""));
      for (let i = 0; i < 1000; i++) {
        const code = (await client.reply())?.slice(0, 3) ?? "closed";
        counts.set(code, (counts.get(code) ?? 0) + 1);
      }
    }
    expect([...counts]).toEqual([
      ["250", 1000],
      ["452", 99_000],
    ]);
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
    await client.ask("DATA");
    expect(await client.ask("Subject: x\r\n\r\nx\r\n.")).toMatch(/^250/);
    client.close();
  });

  describe("with a clock that the test moves", () => {
    let nowMs: number;
    let client: RawClient;
    const begin = async (limits: NonNullable<ConfigInput["limits"]>) => {
      nowMs = 0;
      fixture = await startSmtp({ limits }, undefined, { monotonicMs: () => nowMs });
      client = await RawClient.open(fixture.port);
      await client.reply();
      await client.ask("EHLO x");
    };
    const isClosed = async () => expect(await client.reply()).toBeUndefined();

    it("a session that is too old ends at its next command", async () => {
      await begin({ maxSessionSeconds: 60 });
      nowMs = 60_000;
      expect(await client.ask("NOOP")).toMatch(/^250/);
      nowMs = 60_001;
      expect(await client.ask("NOOP")).toMatch(/^421 4\.4\.2/);
      await isClosed();
    });

    it("a message that comes byte by byte ends the connection, and nothing of it is kept", async () => {
      await begin({ minDataBytesPerSecond: 100 });
      for (const line of ["MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>"]) await client.ask(line);
      expect(await client.ask("DATA")).toMatch(/^354/);
      const reply = client.reply();
      nowMs = 59_000; // a pause at the start is let pass
      client.send("Subject: x\r\n");
      while (fixture?.log.join("").includes("too slowly") === false) {
        nowMs += 1000;
        client.send("x");
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(nowMs).toBeGreaterThan(60_000);
      expect(await reply).toBe("421 4.4.2 The message comes too slowly");
      await isClosed();
      expect(await fixture?.queue.list()).toEqual([]);
    });

    it("a message that comes at the least rate is taken, however long it takes", async () => {
      await begin({ minDataBytesPerSecond: 100 });
      for (const line of ["MAIL FROM:<a@example.org>", "RCPT TO:<b@example.net>", "DATA"]) await client.ask(line);
      client.send("Subject: x\r\n\r\n");
      for (let second = 0; second < 300; second++) {
        nowMs += 1000;
        client.send(`${"x".repeat(108)}\r\n`);
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(await client.ask(".")).toMatch(/^250 /);
    });

    it.each([
      ["a command line", 0],
      ["a command line beyond the limit", 9000],
    ])("%s that comes byte by byte ends the connection", async (_, bytesAtOnce) => {
      await begin({ idleTimeoutMs: 30_000 });
      const reply = client.reply();
      client.send("x".repeat(bytesAtOnce));
      for (nowMs = 0; fixture?.log.join("").includes("too slowly") === false; nowMs += 1000) {
        client.send("x");
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(await reply).toBe("421 4.4.2 The line comes too slowly");
      await isClosed();
    });
  });
});

describe("a hook that throws or loops", () => {
  const looping = scriptSet({
    "smtpsvr.lua": `function DoMAILFROM(data, from, p)
      if from == "loop@example.org" then while true do end end
      if from == "throw@example.org" then error("bad") end
      if from == "pcall@example.org" then while true do pcall(function() while true do end end) end end
      return p
    end`,
  });

  it.each([
    ["default", "250"],
    ["451", "451"],
  ] as const)(
    "with onError %s the client hears %s, the log has script and line, another session goes on",
    async (onError, code) => {
      fixture = await startSmtp({ scripts: { onError, limits: { fuel: 100_000 } } }, { current: () => looping });
      const other = await RawClient.open(fixture.port);
      await other.reply();
      const client = await RawClient.open(fixture.port);
      await client.reply();
      await client.ask("EHLO x");
      for (const who of ["loop", "throw", "pcall"]) {
        expect((await client.ask(`MAIL FROM:<${who}@example.org>`))?.slice(0, 3)).toBe(code);
        expect(await other.ask("NOOP")).toBe("250 2.0.0 OK");
        await client.ask("RSET");
      }
      expect(fixture.luaErrors.length).toBe(3);
      for (const line of fixture.luaErrors) expect(line).toMatch(/smtpsvr\.lua:[234]:/);
      client.close();
      other.close();
    },
  );
});

describe("what a script returns", () => {
  it.each([
    ["DoHELO", `function DoHELO() return false, "250 a\\r\\n250 b\\0c" end`, "EHLO x", /^250-a\n250 250 b c$|^250-a\n250 b c$/],
    ["DoNOOP", `function DoNOOP() return "250 x\\r\\n421 y" end`, "NOOP", /^250-x\n250 421 y$/],
    ["DoUnrecognised", `function DoUnrecognised(line) return "500 " .. line end`, "FOO \x80\x9b", /^500 FOO \x80\x9b$/],
    [
      "a reply of 5 000 bytes",
      `function DoNOOP() return "250 " .. string.rep("x", 5000) end`,
      "NOOP",
      /^(?:250-x{490}\n){10}250 x{100}$/,
    ],
  ])("%s reaches the wire as one well-formed reply", async (_, lua, command, expected) => {
    const scripts = scriptSet({ "smtpsvr.lua": lua });
    fixture = await startSmtp({}, { current: () => scripts });
    const client = await RawClient.open(fixture.port);
    await client.reply();
    expect(await client.ask(command)).toMatch(expected);
    expect(await client.ask("RSET")).toBe("250 2.0.0 Reset");
    client.close();
  });

  it("header modifiers with line ends add no second field and no end of the header", async () => {
    const scripts = scriptSet({
      "smtpsvr.lua": `function ProcessMessage(a, b, c, actions) actions.HeaderModifiers = { "X-A: 1\\r\\nX-B: 2\\r\\n\\r\\nbody" } return actions end`,
    });
    fixture = await startSmtp({}, { current: () => scripts });
    const client = await RawClient.open(fixture.port);
    await begin(client);
    client.send("Subject: x\r\n\r\nbody\r\n.\r\n");
    expect(await client.reply()).toMatch(/^250/);
    client.close();
    await fixture.idle();
    const [message] = await fixture.queue.list();
    const header = (await fixture.queue.show(message?.id ?? ""))?.header.toString("latin1") ?? "";
    expect(header.split("\r\n\r\n").length).toBe(2);
    expect(header).not.toMatch(/^X-B:/m);
  });

  it("a header named __proto__ is a header", async () => {
    const scripts = scriptSet({
      "smtprules_1.lua": `function First(data, size, stage, mods) if stage == 3 then for i, l in ipairs(data.Header) do print(l) end end return 0 end`,
    });
    fixture = await startSmtp({}, { current: () => scripts });
    const client = await RawClient.open(fixture.port);
    await begin(client);
    client.send("__proto__: evil\r\nconstructor: x\r\n\r\nbody\r\n.\r\n");
    expect(await client.reply()).toMatch(/^250/);
    expect(fixture.printed).toEqual(["__proto__: evil\n", "constructor: x\n"]);
    client.close();
  });
});
