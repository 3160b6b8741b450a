/**
 * DNS block lists: which of them know a client, and what they answered.
 *
 * Governing text: RFC 5782 §2; VPOP3.md §2.1 (RBLServers, RBLWhitelist, RBLCheckAllServers, RBLResultInfo).
 */
import { isIPv4 } from "node:net";
import { matchesWildcards } from "../rules/conditions.ts";
import type { DnsResolve } from "./dns-resolver.ts";

export interface BlockListSettings {
  readonly servers: readonly string[];
  /** Addresses that are not looked up; `*` and `?` match. */
  readonly whitelist: readonly string[];
  /** Ask all lists; else stop at the first that knows the client. */
  readonly all: boolean;
}

/** Each list that knows the client, in the order of the settings, with its answer as VPOP3 numbers it: 127.0.0.1 is 16777343. */
export async function lookUpBlockLists(
  address: string,
  settings: BlockListSettings,
  resolve: DnsResolve,
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  if (settings.whitelist.some((pattern) => matchesWildcards(address.toLowerCase(), pattern.toLowerCase()))) return found;
  const servers = settings.servers.filter((server) => server !== "");
  if (settings.all) {
    const answers = await Promise.all(servers.map((server) => ask(address, server, resolve)));
    servers.forEach((server, i) => {
      const answer = answers[i];
      if (answer !== undefined) found.set(server, answer);
    });
    return found;
  }
  for (const server of servers) {
    const answer = await ask(address, server, resolve);
    if (answer !== undefined) return found.set(server, answer);
  }
  return found;
}

/** The list's answer; undefined if it does not know the client, or does not answer. */
async function ask(address: string, server: string, resolve: DnsResolve): Promise<number | undefined> {
  try {
    const answer = await resolve(`${reversedAddress(address)}.${server}`, "A");
    const [first] = Array.isArray(answer) ? answer : [];
    return typeof first === "string" && first.startsWith("127.") ? littleEndian(first) : undefined;
  } catch {
    return undefined;
  }
}

/** `1.2.0.192` for 192.0.2.1; the nibbles for IPv6. */
export function reversedAddress(address: string): string {
  if (isIPv4(address)) return address.split(".").reverse().join(".");
  return [...expandIPv6(address)].reverse().join(".");
}

/** The 32 hexadecimal digits. */
function expandIPv6(address: string): string {
  const [head = "", tail] = address.toLowerCase().split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(zeros).fill("0"), ...right].map((group) => group.padStart(4, "0")).join("");
}

function littleEndian(address: string): number {
  return address.split(".").reduce((number, part, i) => number + Number(part) * 256 ** i, 0);
}
