/**
 * The table `VPOP3Net`: DNS, web pages, WHOIS. The script waits for the answer, all others go on.
 *
 * The order of the results differs between them, as documented (VPOP3.md §9 C10).
 *
 * Governing text: VPOP3.md §6.2.
 */
import { charge, chargeMemory } from "../budget.ts";
import { type DnsRecord, granted, type HttpPage } from "../host.ts";
import { checkInteger, checkString, optionalString } from "../lib/arguments.ts";
import { type Library, VPOP3 } from "../lib/library.ts";
import { rt } from "../machine.ts";
import { pair } from "../results.ts";
import { LuaTable } from "../table.ts";
import type { Result, Value } from "../value.ts";
import { eventually } from "./eventually.ts";

/** `records, true` or `code, false`. */
function GetDNSRecords(domain?: Value, type?: Value, servers?: Value): Result {
  const count = arguments.length;
  const query = {
    domain: checkString(domain, 1, "GetDNSRecords", count),
    type: checkInteger(type, 2, "GetDNSRecords", count),
    servers: optionalString(servers, 3, "GetDNSRecords", "")
      .split(";")
      .map((server) => server.trim())
      .filter((server) => server !== ""),
  };
  const dns = granted(rt.realm.host.dns, "VPOP3Net.GetDNSRecords");
  return eventually(dns.query(query), (outcome) => {
    if (outcome.kind === "failed") return pair(outcome.code, false);
    charge(outcome.records.length);
    chargeMemory(200 * outcome.records.length);
    return pair(LuaTable.list(outcome.records.map(recordRow)), true);
  });
}

function recordRow({ domain, section, type, ttl, value, mxPriority, soa }: DnsRecord): LuaTable {
  const row = LuaTable.record({ Domain: domain, Section: section, Type: type, TTL: ttl, Value: value });
  if (mxPriority !== undefined) row.set("MXPriority", mxPriority);
  if (soa === undefined) return row;
  row.set("Serial", soa.serial);
  row.set("Refresh", soa.refresh);
  row.set("Retry", soa.retry);
  row.set("Expiry", soa.expiry);
  row.set("MinimumTTL", soa.minimumTtl);
  row.set("PrimaryNS", soa.primaryNs);
  row.set("ResponsibleEmail", soa.responsibleEmail);
  return row;
}

/** `true, page` or `false, nil`. */
function GetHTTP(url?: Value): Result {
  const address = checkString(url, 1, "GetHTTP", arguments.length);
  const http = granted(rt.realm.host.http, "VPOP3Net.GetHTTP");
  return eventually(http.get(address), (page) => (page === undefined ? pair(false, undefined) : pair(true, pageRow(page))));
}

function pageRow(page: HttpPage): LuaTable {
  charge(1 + (page.body.length >> 6));
  chargeMemory(2 * page.body.length);
  const lines = page.body.split(/\r?\n/);
  // The end of the last line begins no other one.
  if (lines.at(-1) === "") lines.pop();
  return LuaTable.record({
    Host: page.host,
    File: page.file,
    Headers: LuaTable.list([...page.headers]),
    Body: LuaTable.list(lines),
    ErrorInfo: page.errorInfo,
    HTTPResult: page.status,
    StatedLength: page.statedLength ?? 0,
    ActualLength: page.body.length,
  });
}

/** `true, text` or `false, detail`. */
function GetWHOIS(server?: Value, query?: Value): Result {
  const count = arguments.length;
  const host = checkString(server, 1, "GetWHOIS", count);
  const question = checkString(query, 2, "GetWHOIS", count);
  const whois = granted(rt.realm.host.whois, "VPOP3Net.GetWHOIS");
  return eventually(whois.query(host, question), (outcome) => {
    if (!outcome.ok) return pair(false, outcome.detail);
    chargeMemory(outcome.text.length);
    return pair(true, outcome.text);
  });
}

export const NETWORK: Library = [
  ["GetDNSRecords", VPOP3, GetDNSRecords],
  ["GetHTTP", VPOP3, GetHTTP],
  ["GetWHOIS", VPOP3, GetWHOIS],
];
