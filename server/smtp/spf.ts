/**
 * The SPF result for a MAIL FROM, through mailauth. It needs DNS, so it is only asked for where something looks at it: DoMAILFROM, or a rule.
 *
 * Governing text: RFC 7208; VPOP3.md §2.2 (5th generation of DoMAILFROM).
 */
import { isIP } from "node:net";
import type { DNSResolver } from "mailauth";
import { isInRange } from "../rules/conditions.ts";
import type { DnsResolve } from "./dns-resolver.ts";

/** pass, fail, softfail, neutral, none, temperror, permerror. */
export type SpfResult = string;

/** Addresses that no SPF record speaks about: loopback and private networks. */
const PRIVATE_RANGES = [
  "127.0.0.0/8",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "169.254.0.0/16",
  "::1/128",
  "fc00::/7",
  "fe80::/10",
];

/** True if the client's address is one of the public Internet. */
export function isPublicAddress(address: string): boolean {
  return isIP(address) !== 0 && !PRIVATE_RANGES.some((range) => isInRange(address, range));
}

/** Never rejects: a failure of DNS is `temperror`. `reversePath` "" judges the HELO name. */
export async function spfResult(
  client: { readonly address: string; readonly helo: string; readonly hostName: string },
  reversePath: string,
  resolve: DnsResolve,
): Promise<SpfResult> {
  try {
    // Loaded when it is first needed: it is large, and most installations never need it.
    const { spf } = await import("mailauth/lib/spf/index.js");
    const answer = await spf({
      sender: reversePath === "" ? `postmaster@${client.helo}` : reversePath,
      ip: client.address,
      helo: client.helo,
      mta: client.hostName,
      // mailauth's type leaves out the objects of MX records; its code takes them as node:dns gives them.
      resolver: resolve as DNSResolver,
    });
    return answer.status.result;
  } catch {
    return "temperror";
  }
}
