/** VPOP3Net over real sockets. Governing text: VPOP3.md §6.2, §9 C10. */
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { DNS_NO_ANSWER } from "../../../runtime/host.ts";
import { hostDns } from "../../../server/host/dns-client.ts";
import { hostHttp } from "../../../server/host/http-client.ts";
import { hostWhois } from "../../../server/host/whois-client.ts";
import { listening } from "../local-port.ts";
import { type DnsAnswer, dnsPeer } from "./dns-peer.ts";
import { runWithHost } from "./run-with-host.ts";

const SHOW = `
  local function show(rows, ok)
    if not ok then print(rows, ok) return end
    for _, r in ipairs(rows) do print(r.Section, r.Domain, r.Type, r.TTL, r.Value, r.MXPriority or "-") end
    print(ok)
  end `;

async function lookUp(zone: Readonly<Record<string, DnsAnswer>>, name: string, type: number, after = ""): Promise<string> {
  await using peer = await dnsPeer(zone);
  return await runWithHost(`${SHOW} show(VPOP3Net.GetDNSRecords("${name}", ${type}, "${peer.server}")) ${after}`, {
    folder: "/nowhere",
  });
}

describe("GetDNSRecords", () => {
  test("gives the records of all sections, then true", async () => {
    const zone: Record<string, DnsAnswer> = {
      "example.org": {
        answers: [
          { name: "example.org", type: "MX", ttl: 300, data: { preference: 10, exchange: "mx.example.org" } },
          { name: "example.org", type: "MX", ttl: 300, data: { preference: 20, exchange: "mx2.example.org" } },
        ],
        authorities: [{ name: "example.org", type: "NS", ttl: 60, data: "ns.example.org" }],
        additionals: [{ name: "mx.example.org", type: "A", ttl: 30, data: "192.0.2.1" }],
      },
    };
    expect(await lookUp(zone, "example.org", 15)).toBe(
      "AN\texample.org\tMX\t300\tmx.example.org\t10\nAN\texample.org\tMX\t300\tmx2.example.org\t20\n" +
        "NS\texample.org\tNS\t60\tns.example.org\t-\nAR\tmx.example.org\tA\t30\t192.0.2.1\t-\ntrue\n",
    );
  });

  test("joins the strings of a TXT record, byte for byte", async () => {
    const data = [Buffer.from("v=spf1 "), Buffer.from("-all\xff", "latin1")];
    const zone: Record<string, DnsAnswer> = { "t.example": { answers: [{ name: "t.example", type: "TXT", ttl: 1, data }] } };
    expect(await lookUp(zone, "t.example", 16)).toBe("AN\tt.example\tTXT\t1\tv=spf1 -all\xff\t-\ntrue\n");
  });

  test("gives the fields of an SOA record, its mailbox as an address", async () => {
    const soa = { mname: "ns.z", rname: "a\\.b.host.z", serial: 2024, refresh: 1, retry: 2, expire: 3, minimum: 4 };
    await using peer = await dnsPeer({ z: { answers: [{ name: "z", type: "SOA", ttl: 5, data: soa }] } });
    const source = `local r = VPOP3Net.GetDNSRecords("z.", 6, "${peer.server}")[1]
      print(r.Type, r.PrimaryNS, r.ResponsibleEmail, r.Serial, r.Refresh, r.Retry, r.Expiry, r.MinimumTTL)`;
    expect(await runWithHost(source, { folder: "/nowhere" })).toBe("SOA\tns.z\ta.b@host.z\t2024\t1\t2\t3\t4\n");
  });

  test.each([
    ["a name that is not there", "absent.example", 1, {}, "3\tfalse\n"],
    ["a server that fails", "x.example", 1, { "x.example": { rcode: 2 } }, "2\tfalse\n"],
    ["no data of this type: an empty table", "y.example", 1, { "y.example": {} }, "true\n"],
    ["a label that is too long", "x".repeat(64), 1, {}, "1\tfalse\n"],
    ["a type that is none", "x.example", 0, {}, "1\tfalse\n"],
  ])("of %s", async (_, name, type, zone, expected) => {
    expect(await lookUp(zone, name, type)).toBe(expected);
  });

  test("asks again over TCP when the answer was cut", async () => {
    const answers = [{ name: "big", type: "A", ttl: 1, data: "192.0.2.9" } as const];
    await using peer = await dnsPeer({ big: { truncated: true, answers } });
    const dns = hostDns({ timeoutMs: 2000, tries: 1 });
    const outcome = await dns.query({ domain: "big", type: 1, servers: [peer.server] });
    expect(outcome).toMatchObject({ kind: "records", records: [{ value: "192.0.2.9" }] });
    expect(peer.asked).toEqual(["udp A big", "tcp A big"]);
  });

  test("takes the first server that answers; one that is silent or fails gives way", async () => {
    await using silent = await dnsPeer({ n: { silent: true } });
    await using failing = await dnsPeer({ n: { rcode: 5 } });
    await using good = await dnsPeer({ n: { answers: [{ name: "n", type: "A", ttl: 1, data: "192.0.2.7" }] } });
    await using unused = await dnsPeer({});
    const dns = hostDns({ timeoutMs: 50, tries: 2 });
    const servers = [silent.server, failing.server, good.server, unused.server];
    expect(await dns.query({ domain: "n", type: 1, servers })).toMatchObject({ records: [{ value: "192.0.2.7" }] });
    expect([silent.asked.length, failing.asked.length, unused.asked.length]).toEqual([2, 1, 0]);
    expect(await dns.query({ domain: "n", type: 1, servers: [silent.server] })).toEqual({ kind: "failed", code: 10060 });
  });
});

describe("GetHTTP", () => {
  test("gives true and the page: headers as lines, body as lines", async () => {
    const server = createHttpServer((request, response) => {
      response.writeHead(404, { "X-Path": request.url ?? "", "Content-Length": 9 });
      response.end("one\r\ntwo\n");
    });
    const port = await listening(server);
    const source = `local ok, p = VPOP3Net.GetHTTP("http://127.0.0.1:${port}/a/b?c=d")
      print(ok, p.Host, p.File, p.HTTPResult, p.StatedLength, p.ActualLength, p.ErrorInfo, #p.Body, p.Body[1], p.Body[2], p.Headers[1])`;
    const printed = await runWithHost(source, { folder: "/nowhere" });
    server.close();
    expect(printed).toBe(`true\t127.0.0.1:${port}\t/a/b?c=d\t404\t9\t9\t\t2\tone\ttwo\tX-Path: /a/b?c=d\n`);
  });

  test("gives false and nil where nobody answers, and for what is no web address", async () => {
    const server = createServer();
    const port = await listening(server);
    server.close();
    await once(server, "close");
    const source = `print(VPOP3Net.GetHTTP("http://127.0.0.1:${port}/")) print(VPOP3Net.GetHTTP("ftp://x/")) print(VPOP3Net.GetHTTP("http://"))`;
    expect(await runWithHost(source, { folder: "/nowhere" })).toBe("false\tnil\nfalse\tnil\nfalse\tnil\n");
  });

  test("cuts a body that is too long and says so; gives up on a server that does not answer", async () => {
    const server = createHttpServer((request, response) => {
      if (request.url === "/long") response.end("x".repeat(100_000));
    });
    const port = await listening(server);
    const http = hostHttp({ timeoutMs: 100, maxBodyBytes: 1000 });
    expect(await http.get(`127.0.0.1:${port}/long`)).toMatchObject({
      status: 200,
      errorInfo: "the body was cut after 1000 bytes",
    });
    expect((await http.get(`http://127.0.0.1:${port}/long`))?.body).toBe("x".repeat(1000));
    expect(await http.get(`http://127.0.0.1:${port}/silent`)).toBeUndefined();
    server.closeAllConnections();
    server.close();
  });
});

test.each(["127.0.0.1:99999", "127.0.0.1:0", "[::1]:70000", "255.255.255.255", "nobody", ""])(
  "a DNS server that cannot be asked (%s) is one that does not answer",
  async (server) => {
    const dns = hostDns({ timeoutMs: 50, tries: 1 });
    expect(await dns.query({ domain: "example.org", type: 1, servers: [server] })).toEqual({
      kind: "failed",
      code: DNS_NO_ANSWER,
    });
  },
);

describe("GetWHOIS", () => {
  test.each(["\0", "127.0.0.1:99999"])("gives false for a server that there cannot be", async (server) => {
    const whois = hostWhois({ timeoutMs: 50, maxBytes: 100 });
    expect(await whois.query(server, "x")).toEqual({ ok: false, detail: "no such server" });
  });

  test("sends the query as a line and gives true and all that comes", async () => {
    const server = createServer((socket) =>
      socket.once("data", (query) => socket.end(`you asked ${JSON.stringify(query.toString())}\r\n`)),
    );
    const port = await listening(server);
    const printed = await runWithHost(`print(VPOP3Net.GetWHOIS("127.0.0.1:${port}", "example.org"))`, { folder: "/nowhere" });
    server.close();
    expect(printed).toBe('true\tyou asked "example.org\\r\\n"\r\n\n');
  });

  test("gives false and the reason for no answer, and never sends two lines", async () => {
    const server = createServer((socket) => socket.on("error", () => undefined));
    const port = await listening(server);
    const whois = hostWhois({ timeoutMs: 50, maxBytes: 100 });
    expect(await whois.query(`127.0.0.1:${port}`, "x")).toEqual({ ok: false, detail: "no answer within 50 ms" });
    expect(await whois.query(`127.0.0.1:${port}`, "x\r\ny")).toEqual({ ok: false, detail: "the query has a line break" });
    server.close();
  });
});

test("what the configuration does not allow is an error that names the setting", async () => {
  const source = `
    for _, f in ipairs{"GetDNSRecords", "GetHTTP", "GetWHOIS"} do print(select(2, pcall(VPOP3Net[f], "x", 1))) end`;
  const allow = { dns: false, http: false, whois: false };
  expect(await runWithHost(source, { folder: "/nowhere", allow })).toBe(
    ["GetDNSRecords dns", "GetHTTP http", "GetWHOIS whois"]
      .map((pair) => pair.split(" "))
      .map(([name, key]) => `'VPOP3Net.${name}' is not allowed here; it takes the setting "scripts.allow.${key}": true\n`)
      .join(""),
  );
});

test("while one script waits for an answer, another runs", async () => {
  await using peer = await dnsPeer({ slow: { silent: true } });
  const dns = hostDns({ timeoutMs: 60, tries: 1 });
  const waiting = dns.query({ domain: "slow", type: 1, servers: [peer.server] });
  let settled = false;
  void waiting.then(() => {
    settled = true;
  });
  expect(await runWithHost("os.sleep(1) print('ran')", { folder: "/nowhere" })).toBe("ran\n");
  expect(settled).toBe(false);
  await waiting;
});
