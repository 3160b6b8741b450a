/** The network for scripts: DNS, HTTP and WHOIS. Their clients are loaded when a script first asks: with all that Node loads for them they would be a tenth of a start. */
import type { HostDns, HostHttp, HostWhois } from "../../runtime/host.ts";
import type { DnsClientOptions } from "./dns-client.ts";
import type { HttpClientOptions } from "./http-client.ts";
import type { WhoisClientOptions } from "./whois-client.ts";

/** As `hostDns`, whose module is loaded at the first query. */
export function networkDns(options: DnsClientOptions): HostDns {
  return { query: async (query) => (await import("./dns-client.ts")).hostDns(options).query(query) };
}

/** As `hostHttp`, whose module is loaded at the first request. */
export function networkHttp(options: HttpClientOptions): HostHttp {
  return { get: async (url) => (await import("./http-client.ts")).hostHttp(options).get(url) };
}

/** As `hostWhois`, whose module is loaded at the first query. */
export function networkWhois(options: WhoisClientOptions): HostWhois {
  return { query: async (server, query) => (await import("./whois-client.ts")).hostWhois(options).query(server, query) };
}
