/**
 * DNS queries for scripts: whole answers with sections and TTLs, which `node:dns` does not give. UDP first, TCP where the answer was cut.
 *
 * The first server that answers decides; one that fails itself (SERVFAIL, REFUSED …) or does not answer in time gives way to the next.
 *
 * Governing text: RFC 1035 §4.1, §4.2; RFC 2308 (no data); VPOP3.md §6.2.
 */
import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { getServers } from "node:dns";
import { connect, isIP } from "node:net";
import { decode, encode, type Packet, RECURSION_DESIRED, type RecordType, TRUNCATED_RESPONSE } from "dns-packet";
import { DNS_NO_ANSWER, type DnsOutcome, type DnsQuery, type HostDns } from "../../runtime/host.ts";
import { dnsRecords, typeOfNumber } from "./dns-records.ts";

export interface DnsClientOptions {
  /** How long one server may take for one try. */
  readonly timeoutMs: number;
  /** How often each server is asked over UDP. */
  readonly tries: number;
  /** Servers where a query names none (`ip` or `ip:port`); undefined: the system's. */
  readonly servers?: readonly string[];
}

const DNS_PORT = 53;
/** RFC 1035 §4.1.1. */
const RCODE_MASK = 15;
const NXDOMAIN = 3;
const FORMAT_ERROR = 1;
const MAX_ID = 65536;
const NAME_LIMIT = 253;

/** Fails with `DNS_NO_ANSWER` if no server answers, with FORMERR (1) for what is no name or type. */
export function hostDns(options: DnsClientOptions): HostDns {
  return { query: (query) => ask(query, options) };
}

async function ask(query: DnsQuery, options: DnsClientOptions): Promise<DnsOutcome> {
  const name = query.domain.replace(/\.$/, "");
  if (!isName(name) || !Number.isInteger(query.type) || query.type < 1 || query.type >= MAX_ID) {
    return { kind: "failed", code: FORMAT_ERROR };
  }
  const named = query.servers.length > 0 ? query.servers : (options.servers ?? getServers());
  let code = DNS_NO_ANSWER;
  for (const server of named) {
    const answer = await askServer(server, name, query.type, options);
    if (answer === undefined) continue;
    code = (answer.flags ?? 0) & RCODE_MASK;
    if (code === 0) return { kind: "records", records: dnsRecords(answer) };
    if (code === NXDOMAIN) break;
  }
  return { kind: "failed", code };
}

/** Labels of 1–63 bytes, 253 in all; any bytes but the dot (RFC 2181 §11). The empty name is the root. */
function isName(name: string): boolean {
  return name.length <= NAME_LIMIT && (name === "" || name.split(".").every((label) => label.length > 0 && label.length < 64));
}

interface Server {
  readonly host: string;
  readonly port: number;
}

/** `1.2.3.4`, `1.2.3.4:5353`, `::1`, `[::1]:5353`; undefined for anything else. */
function serverOf(text: string): Server | undefined {
  const trimmed = text.trim();
  if (isIP(trimmed) !== 0) return { host: trimmed, port: DNS_PORT };
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):([0-9]{1,5})$/.exec(trimmed) ?? [];
  const host = bracketed ?? plain;
  return host === undefined || isIP(host) === 0 || !isPort(Number(port)) ? undefined : { host, port: Number(port) };
}

function isPort(number: number): boolean {
  return number > 0 && number < 65536;
}

async function askServer(text: string, name: string, type: number, options: DnsClientOptions): Promise<Packet | undefined> {
  const server = serverOf(text);
  if (server === undefined) return undefined;
  const request: Packet = {
    type: "query",
    id: randomInt(MAX_ID),
    flags: RECURSION_DESIRED,
    // The package takes numbers of types it does not know as `UNKNOWN_n`, which its types do not say.
    questions: [{ type: typeOfNumber(type) as RecordType, name }],
  };
  for (let tries = 0; tries < options.tries; tries++) {
    const answer = await askUdp(server, request, options.timeoutMs);
    if (answer === undefined) continue;
    return ((answer.flags ?? 0) & TRUNCATED_RESPONSE) === 0 ? answer : askTcp(server, request, options.timeoutMs);
  }
  return undefined;
}

/** The packet, if it is the answer to the request. */
function answerTo(request: Packet, bytes: Buffer): Packet | undefined {
  let packet: Packet;
  try {
    packet = decode(bytes);
  } catch {
    return undefined; // not DNS
  }
  const asked = request.questions?.[0];
  const answered = packet.questions?.[0];
  const same =
    packet.id === request.id &&
    packet.type === "response" &&
    (answered === undefined || (answered.type === asked?.type && answered.name.toLowerCase() === asked.name.toLowerCase()));
  return same ? packet : undefined;
}

function askUdp({ host, port }: Server, request: Packet, timeoutMs: number): Promise<Packet | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(isIP(host) === 6 ? "udp6" : "udp4");
    const end = (answer: Packet | undefined): void => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.on("error", () => undefined); // late errors of a socket that is done with
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(end, timeoutMs, undefined);
    socket.on("error", () => end(undefined));
    socket.on("message", (bytes) => {
      const answer = answerTo(request, bytes);
      if (answer !== undefined) end(answer);
    });
    // A connected socket takes packets from this server only.
    socket.connect(port, host, (error?: unknown) => {
      if (error instanceof Error)
        end(undefined); // this machine has no way to the address
      else socket.send(encode(request));
    });
  });
}

function askTcp({ host, port }: Server, request: Packet, timeoutMs: number): Promise<Packet | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    const end = (answer: Packet | undefined): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(end, timeoutMs, undefined);
    let received = Buffer.alloc(0);
    socket.on("error", () => end(undefined));
    socket.on("end", () => end(undefined));
    socket.on("connect", () => {
      const bytes = encode(request);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(bytes.length);
      socket.write(Buffer.concat([length, bytes]));
    });
    socket.on("data", (piece: Buffer) => {
      received = Buffer.concat([received, piece]);
      if (received.length < 2) return;
      const length = received.readUInt16BE();
      if (received.length >= 2 + length) end(answerTo(request, received.subarray(2, 2 + length)));
    });
  });
}
