/** Clients of the public Internet (their addresses come with the PROXY header) and a DNS of a few records. */
import { afterEach, describe, expect, it } from "vitest";
import type { ConfigInput } from "../../../server/config.ts";
import { lookUpBlockLists, reversedAddress } from "../../../server/smtp/block-lists.ts";
import type { DnsResolve } from "../../../server/smtp/dns-resolver.ts";
import { RawClient } from "./raw-client.ts";
import { scriptSet } from "./script-fixture.ts";
import { type SmtpFixture, startSmtp } from "./smtp-fixture.ts";

const RECORDS: Readonly<Record<string, unknown>> = {
  "TXT good.example": [["v=spf1 ip4:192.0.2.7 -all"]],
  "TXT soft.example": [["v=spf1 ip4:192.0.2.1 ~all"]],
  "TXT loop.example": [["v=spf1 include:loop.example -all"]],
  "A 7.2.0.192.first.test": ["127.0.0.1"],
  "A 7.2.0.192.second.test": ["127.0.0.2"],
  "A 7.2.0.192.wild.test": ["198.51.100.1"],
};

let questions: string[] = [];

const resolve: DnsResolve = async (name, type) => {
  questions.push(`${type} ${name}`);
  const answer = RECORDS[`${type} ${name}`];
  if (answer === undefined) throw Object.assign(new Error("not found"), { code: "ENOTFOUND" });
  return answer;
};

let fixture: SmtpFixture | undefined;

afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
  questions = [];
});

async function begin(
  lua: string,
  config: ConfigInput = {},
): Promise<{ client: RawClient; fixture: SmtpFixture; greeting: string | undefined }> {
  const scripts = scriptSet({ "smtpsvr.lua": lua });
  const services = [{ proxyProtocolFrom: ["127.0.0.0/8"] }];
  const directory = { localDomains: ["local.test"], users: [{ name: "ann" }] };
  fixture = await startSmtp({ services, directory, ...config }, { current: () => scripts }, { resolve });
  const client = await RawClient.open(fixture.port);
  client.send("PROXY TCP4 192.0.2.7 127.0.0.1 1234 25\r\n");
  return { client, fixture, greeting: await client.reply() };
}

describe("SPF", () => {
  it.each([
    ["a@good.example", "pass"],
    ["a@soft.example", "softfail"],
    ["a@none.example", "none"],
    ["a@loop.example", "permerror"],
    ["", "none"],
  ])("DoMAILFROM hears of <%s>: %s", async (sender, expected) => {
    const { client, fixture } = await begin(
      "function DoMAILFROM(d, m, p, spf) print(spf) if spf == 'softfail' then return p, '550 SPF' end end",
    );
    await client.ask("EHLO mail.helo.example");
    const reply = await client.ask(`MAIL FROM:<${sender}>`);
    expect(fixture.printed).toEqual([`${expected}\n`]);
    expect(reply).toMatch(expected === "softfail" ? /^550 SPF$/ : /^250/);
    client.close();
  });

  it("asks no DNS if nobody wants to know", async () => {
    const { client } = await begin("");
    await client.ask("EHLO x");
    await client.ask("MAIL FROM:<a@good.example>");
    expect(questions).toEqual([]);
    client.close();
  });

  it("is a condition of rules", async () => {
    const rules = [
      {
        name: "spf",
        conditions: [{ field: "spf" as const, value: "softfail" }],
        action: "reject" as const,
        value: "550 SPF says no",
      },
    ];
    const { client } = await begin("", { rules });
    await client.ask("EHLO x");
    expect(await client.ask("MAIL FROM:<a@soft.example>")).toBe("550 SPF says no");
    client.close();
  });
});

describe("relay protection", () => {
  it("takes mail for local users only, unless a script or a login says otherwise", async () => {
    const lua = "function DoHELO(h, r) if h == 'friend' then LocalClientAddress = true end return r end";
    const { client } = await begin(lua);
    await client.ask("EHLO stranger");
    await client.ask("MAIL FROM:<a@good.example>");
    expect(await client.ask("RCPT TO:<b@other.example>")).toBe("550 5.7.1 Relaying denied");
    expect(await client.ask("RCPT TO:<nobody@local.test>")).toMatch(/^550 5\.1\.1/);
    expect(await client.ask("RCPT TO:<ann@LOCAL.test>")).toMatch(/^250/);
    await client.ask("EHLO friend");
    await client.ask("MAIL FROM:<a@good.example>");
    expect(await client.ask("RCPT TO:<b@other.example>")).toMatch(/^250/);
    client.close();
  });

  it("gives a client that its proxy does not name none of the proxy's rights", async () => {
    await begin("");
    const client = await RawClient.open(fixture?.port ?? 0);
    client.send("PROXY UNKNOWN\r\n");
    await client.reply();
    expect(await client.ask("EHLO x")).not.toContain("PLAIN");
    await client.ask("MAIL FROM:<a@good.example>");
    expect(await client.ask("RCPT TO:<b@other.example>")).toBe("550 5.7.1 Relaying denied");
    expect(await client.ask("RCPT TO:<ann@local.test>")).toMatch(/^250/);
    expect(await client.ask("VRFY ann")).toMatch(/^252/);
    client.close();
  });

  it("hides who is there from VRFY and EXPN", async () => {
    const { client } = await begin("");
    expect(await client.ask("VRFY ann")).toMatch(/^252/);
    expect(await client.ask("VRFY nobody")).toMatch(/^252/);
    expect(await client.ask("EXPN ann")).toMatch(/^252/);
    client.close();
  });

  it("tells users and lists to the ranges that may ask, and to nobody else", async () => {
    const service = { proxyProtocolFrom: ["127.0.0.0/8"], addressQueries: { clients: ["192.0.2.0/29"] } };
    const { client } = await begin("", { services: [service] });
    expect(await client.ask("VRFY ann")).toBe("250 2.1.5 <ann@local.test>");
    const other = await RawClient.open(fixture?.port ?? 0);
    other.send("PROXY TCP4 192.0.2.8 127.0.0.1 1234 25\r\n");
    await other.reply();
    expect(await other.ask("VRFY ann")).toMatch(/^252/);
    client.close();
    other.close();
  });
});

const LISTS = "function Start() RBLServers = { 'none.test', 'first.test', 'second.test' }";

describe("block lists", () => {
  it("refuse a listed client at the greeting, after the first list that knows it", async () => {
    const { client, greeting } = await begin(`${LISTS} end`);
    expect(greeting).toBe("554 5.7.1 192.0.2.7 is on the block list first.test");
    expect(await client.reply()).toBeUndefined();
    expect(questions).toEqual(["A 7.2.0.192.none.test", "A 7.2.0.192.first.test"]);
  });

  it("tell RBLResults their answers as little-endian numbers", async () => {
    const { client, greeting, fixture } = await begin(`${LISTS} RBLCheckAllServers = true end
      function RBLResults()
        print(tostring(RBLFound) .. " " .. RBLResultInfo["first.test"] .. " " .. RBLResultInfo["SECOND.test"] .. " " .. tostring(RBLResultInfo["none.test"]))
        return "554 we know you"
      end`);
    expect(greeting).toBe("554 we know you");
    expect(fixture.printed).toEqual(["true 16777343 33554559 nil\n"]);
    client.close();
  });

  it.each([
    ["a whitelist with wildcards", "RBLWhitelist = { '10.*', '192.0.2.?' }", /^220/],
    ["CheckRBL off", "CheckRBL = false", /^220/],
    ["RBLAccept", "RBLAccept = true", /^220/],
    ["RBLRejectMessage", "RBLRejectMessage = '554 listed'", /^554 listed$/],
    ["RBLRejectMessage for now", "RBLRejectMessage = '450 later'", /^450 later$/],
    ["RBLRejectMessage without a code", "RBLRejectMessage = 'not you'", /^554 5\.7\.1 not you$/],
    ["RBLRejectMessage with a code that refuses nothing", "RBLRejectMessage = '250 fine'", /^554 250 fine$/],
    ["RBLRejectMessage of RBLResults", "end function RBLResults() RBLRejectMessage = '554 known' return ''", /^554 known$/],
  ])("%s is obeyed", async (_, line, expected) => {
    const { client, greeting } = await begin(`${LISTS} ${line} end`);
    expect(greeting).toMatch(expected);
    if (greeting?.startsWith("220") !== true) expect(await client.line()).toBeUndefined();
    client.close();
  });

  it.each([
    ["RBLBlackhole = true", 0, undefined],
    ["RBLRedirect = 'ann@local.test'", 1, "ann@local.test"],
  ])("%s decides about the messages of a listed client", async (line, count, recipient) => {
    const { client, fixture } = await begin(`${LISTS} ${line} end`, {
      directory: { localDomains: ["local.test"], users: [{ name: "ann" }, { name: "bob" }] },
    });
    for (const command of ["EHLO x", "MAIL FROM:<a@good.example>", "RCPT TO:<bob@local.test>", "DATA"]) await client.ask(command);
    expect(await client.ask("Subject: x\r\n.")).toMatch(/^250/);
    const messages = await fixture.queue.list();
    expect(messages.length).toBe(count);
    expect(messages[0]?.recipients[0]?.address).toBe(recipient);
    client.close();
  });

  it("add RBLHeader to messages of a listed client that is accepted", async () => {
    const { client, fixture } = await begin(`${LISTS} RBLAccept = true RBLHeader = 'X-Listed: yes' end`);
    for (const command of ["EHLO x", "MAIL FROM:<a@good.example>", "RCPT TO:<ann@local.test>", "DATA"]) await client.ask(command);
    await client.ask("Subject: x\r\n.");
    const [message] = await fixture.queue.list();
    expect((await fixture.queue.show(message?.id ?? ""))?.header.toString()).toMatch(/^X-Listed: yes\r\n/);
    client.close();
  });

  it("are asked about IPv6 by nibbles, and only answers of 127/8 count", async () => {
    expect(reversedAddress("2001:db8::1")).toBe(`1.${"0.".repeat(23)}8.b.d.0.1.0.0.2`);
    expect(await lookUpBlockLists("192.0.2.7", { servers: ["wild.test"], whitelist: [], all: false }, resolve)).toEqual(
      new Map(),
    );
  });
});

describe("blocked addresses", () => {
  it("a rule's sixth result blocks the address for a time", async () => {
    const scripts = scriptSet({
      "smtprules_1.lua": "function First(d, s, stage) if stage == 1 then return 2, 1, 'bad', '', {}, true, true end return 0 end",
    });
    fixture = await startSmtp({ services: [{ proxyProtocolFrom: ["127.0.0.1"] }] }, { current: () => scripts });
    const open = async () => {
      const client = await RawClient.open(fixture?.port ?? 0);
      client.send("PROXY TCP4 192.0.2.7 127.0.0.1 1234 25\r\n");
      return { client, greeting: await client.reply() };
    };
    const { client, greeting } = await open();
    expect(greeting).toMatch(/^220/);
    await client.ask("EHLO x");
    expect(await client.ask("MAIL FROM:<a@example.org>")).toMatch(/^550/);
    expect(await client.reply()).toBeUndefined();
    expect((await open()).greeting).toMatch(/^554 mx\.test Your address is blocked/);
  });

  it("a PROXY header of a client that is no proxy is only a bad command", async () => {
    fixture = await startSmtp({ services: [{ proxyProtocolFrom: ["10.0.0.0/8"] }] });
    const client = await RawClient.open(fixture.port);
    await client.reply();
    expect(await client.ask("PROXY TCP4 192.0.2.7 127.0.0.1 1234 25")).toMatch(/^500/);
    expect(await client.ask("EHLO x")).toContain("[127.0.0.1]");
    client.close();
  });
});
