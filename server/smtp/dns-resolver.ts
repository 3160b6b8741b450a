/** DNS as SPF and block lists ask it. */
import { Resolver } from "node:dns/promises";

/**
 * The records of a name: for `A` and `AAAA` addresses, for `TXT` arrays of strings, for `MX` objects, as node:dns gives them. Rejects with an error whose
 * `code` is `ENOTFOUND` or `ENODATA` if there are none.
 */
export type DnsResolve = (name: string, type: string) => Promise<unknown>;

/** Asks the system's servers. A client must not wait long: two tries of two seconds. */
export function systemResolver(): DnsResolve {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  return (name, type) => resolver.resolve(name, type);
}
