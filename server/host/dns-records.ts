/** Answers of DNS servers as the rows that VPOP3Net.GetDNSRecords gives. Governing text: VPOP3.md §6.2, RFC 1035 §3.3. */
import type { Answer, Packet, TxtData } from "dns-packet";
import type { DnsRecord } from "../../runtime/host.ts";

/** Types with a name; all others go by their number. */
const TYPE_NAMES: Readonly<Record<number, string>> = {
  1: "A",
  2: "NS",
  5: "CNAME",
  6: "SOA",
  12: "PTR",
  15: "MX",
  16: "TXT",
  28: "AAAA",
  33: "SRV",
  255: "ANY",
};

/** The name by which the packet library knows a type. */
export function typeOfNumber(type: number): string {
  return TYPE_NAMES[type] ?? `UNKNOWN_${type}`;
}

/** The records of all sections in order. */
export function dnsRecords(packet: Packet): DnsRecord[] {
  return [...rows(packet.answers ?? [], "AN"), ...rows(packet.authorities ?? [], "NS"), ...rows(packet.additionals ?? [], "AR")];
}

function rows(answers: readonly Answer[], section: DnsRecord["section"]): DnsRecord[] {
  // OPT is no record but a message about the packet (RFC 6891).
  return answers.filter(({ type }) => type !== "OPT").map((answer) => row(answer, section));
}

function row(answer: Answer, section: DnsRecord["section"]): DnsRecord {
  const record = {
    domain: bytes(answer.name),
    section,
    type: answer.type.replace(/^UNKNOWN_/, ""),
    ttl: "ttl" in answer ? (answer.ttl ?? 0) : 0,
    mxPriority: undefined,
    soa: undefined,
  };
  switch (answer.type) {
    case "A":
    case "AAAA":
    case "CNAME":
    case "DNAME":
    case "NS":
    case "PTR":
      return { ...record, value: bytes(answer.data) };
    case "MX":
      return { ...record, value: bytes(answer.data.exchange), mxPriority: answer.data.preference ?? 0 };
    case "TXT":
      return { ...record, value: textOf(answer.data) };
    case "SRV": {
      const { priority = 0, weight = 0, port, target } = answer.data;
      return { ...record, value: `${priority} ${weight} ${port} ${bytes(target)}` };
    }
    case "SOA": {
      const { mname, rname, serial = 0, refresh = 0, retry = 0, expire = 0, minimum = 0 } = answer.data;
      return {
        ...record,
        value: bytes(mname),
        soa: {
          serial,
          refresh,
          retry,
          expiry: expire,
          minimumTtl: minimum,
          primaryNs: bytes(mname),
          responsibleEmail: mailbox(bytes(rname)),
        },
      };
    }
    default:
      return { ...record, value: rawValue(answer) };
  }
}

/** The mailbox that a domain name stands for: its first dot that is not escaped is the `@` (RFC 1035 §8). */
function mailbox(name: string): string {
  const [, local = name, domain = ""] = /^((?:\\.|[^.\\])*)\.(.*)$/.exec(name) ?? [];
  return domain === "" ? name : `${local.replaceAll("\\", "")}@${domain}`;
}

function textOf(data: TxtData): string {
  const pieces = Array.isArray(data) ? data : [data];
  return pieces.map((piece) => (typeof piece === "string" ? bytes(piece) : piece.toString("latin1"))).join("");
}

/** Data of other types: bytes in hexadecimal, or the fields as JSON. */
function rawValue(answer: Answer): string {
  if (!("data" in answer)) return "";
  const data: unknown = answer.data;
  return Buffer.isBuffer(data) ? data.toString("hex") : bytes(JSON.stringify(data));
}

function bytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
