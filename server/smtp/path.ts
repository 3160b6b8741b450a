/**
 * Addresses and parameters as MAIL FROM and RCPT TO carry them. One pass from left to right, linear in the length of the line.
 * Nothing is rewritten: a quoted local part keeps its quotes; only a source route is dropped. The domain is what follows the last
 * `@` outside quotes, so `user%other.example@local` is judged as mail for `local`.
 *
 * Governing text: RFC 5321 §4.1.2 (grammar), §4.5.3.1 (lengths), appendix C (source routes), RFC 6531 §3.3, RFC 3461 §4 (xtext).
 * Strings are bytes (char codes 0–255).
 */
import { isUtf8 } from "node:buffer";
import { isIP } from "node:net";

export interface Path {
  /** The address without angle brackets and source route; "" for `<>`. */
  readonly address: string;
  readonly localPart: string;
  /** "" for `<>` and for `<postmaster>`. Not lower-cased. */
  readonly domain: string;
}

export interface PathArgument {
  /** All that follows the colon. */
  readonly data: string;
  readonly path: Path;
  /** Parameters by name in capitals; "" where there is no value. Values as received. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** What is wrong, for the reply 501. */
export interface PathProblem {
  readonly problem: string;
}

/** RFC 5321 §4.5.3.1.3: 256 octets with the angle brackets, and a source route if there is one. */
const MAX_ADDRESS_BYTES = 254;
const MAX_DOMAIN_BYTES = 255;

/** Reads the argument of MAIL (`keyword` FROM) or RCPT (TO). `argument` is what follows the command's name. */
export function parsePathArgument(keyword: "FROM" | "TO", argument: string): PathArgument | PathProblem {
  const match = /^[ \t]*([A-Za-z]+)[ \t]*:/.exec(argument);
  if (match === null || match[1]?.toUpperCase() !== keyword) return { problem: `expected ${keyword}:<address>` };
  const data = argument.slice(match[0].length);
  const start = skipSpace(data, 0);
  const end = pathEnd(data, start);
  if (end < 0) return { problem: "expected an address in angle brackets" };
  const path = parsePath(data.slice(start, end), keyword === "FROM");
  if ("problem" in path) return path;
  const parameters = parseParameters(data.slice(end));
  if ("problem" in parameters) return parameters;
  return { data, path, parameters: parameters.values };
}

/** Reads `<…>` or a bare address. `allowNull`: `<>` is a path. */
export function parsePath(text: string, allowNull: boolean): Path | PathProblem {
  let inner = text;
  if (text.startsWith("<")) {
    if (!text.endsWith(">")) return { problem: "expected > behind the address" };
    inner = text.slice(1, -1);
  }
  if (inner === "")
    return allowNull && text === "<>" ? { address: "", localPart: "", domain: "" } : { problem: "expected an address" };
  if (inner.length > MAX_ADDRESS_BYTES) return { problem: "address too long" };
  if (isInternational(inner) && !isUtf8(Buffer.from(inner, "latin1"))) return { problem: "not UTF-8" };
  if (inner.startsWith("@")) {
    const colon = inner.indexOf(":");
    if (colon < 0 || !/^@[^@,:\s]+(?:,@[^@,:\s]+)*$/.test(inner.slice(0, colon))) return { problem: "bad source route" };
    inner = inner.slice(colon + 1);
  }
  if (!allowNull && /^postmaster$/i.test(inner)) return { address: inner, localPart: inner, domain: "" };
  const at = localPartEnd(inner);
  if (at <= 0 || inner[at] !== "@") return { problem: "bad local part" };
  const domain = inner.slice(at + 1);
  if (!isDomain(domain) && !isAddressLiteral(domain)) return { problem: "bad domain" };
  return { address: inner, localPart: inner.slice(0, at), domain };
}

/** True if the address has bytes above 127 and so needs SMTPUTF8. */
export function isInternational(address: string): boolean {
  return /[\x80-\xff]/.test(address);
}

/** Decodes xtext (`+XX`); undefined if it is none, or holds a control character. */
export function decodeXtext(value: string): string | undefined {
  if (!/^(?:[!-*,-<>-~]|\+[0-9A-Fa-f]{2})*$/.test(value)) return undefined;
  const decoded = value.replace(/\+([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return /[\0-\x1f\x7f]/.test(decoded) ? undefined : decoded;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

/** The offset behind the path: behind `>`, outside quotes, or at the space behind a bare address. −1: it does not end. */
function pathEnd(text: string, start: number): number {
  if (text[start] !== "<") {
    // Old devices leave the brackets out. Only plain addresses may: no quotes, so the end is certain.
    const bare = /^[^\s<>"(),:;\\[\]]+@[^\s<>"(),:;\\@]+(?=\s|$)/.exec(text.slice(start));
    return bare === null ? -1 : start + bare[0].length;
  }
  let quoted = false;
  for (let at = start + 1; at < text.length; at++) {
    const c = text[at];
    if (quoted && c === "\\") at++;
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === ">") return at + 1 === text.length || /[ \t]/.test(text[at + 1] ?? "") ? at + 1 : -1;
  }
  return -1;
}

/** The offset behind a local part (dot-string or quoted string), or −1. */
function localPartEnd(text: string): number {
  const quoted = text.startsWith('"');
  const match = quoted
    ? /^"(?:[ !#-[\]-~\x80-\xff]|\\[ -~])*"/.exec(text)
    : /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\xff-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\xff-]+)*/.exec(text);
  return match === null ? -1 : match[0].length;
}

/** Letters, digits, underscores (they occur) and UTF-8, at most 63; hyphens between them. */
const LABEL = "[A-Za-z0-9_\\x80-\\xff](?:[A-Za-z0-9_\\x80-\\xff-]{0,61}[A-Za-z0-9_\\x80-\\xff])?";
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

function isDomain(text: string): boolean {
  return text.length <= MAX_DOMAIN_BYTES && DOMAIN.test(text);
}

/** `[192.0.2.1]` or `[IPv6:…]` (RFC 5321 §4.1.3). */
function isAddressLiteral(text: string): boolean {
  const match = /^\[(IPv6:)?([0-9A-Fa-f:.]{2,45})\]$/i.exec(text);
  return match !== null && isIP(match[2] ?? "") === (match[1] === undefined ? 4 : 6);
}

function parseParameters(text: string): { readonly values: Map<string, string> } | PathProblem {
  const values = new Map<string, string>();
  for (const word of text.split(/[ \t]+/)) {
    if (word === "") continue;
    const match = /^([A-Za-z0-9][A-Za-z0-9-]*)(?:=([!-~\x80-\xff]+))?$/.exec(word);
    const name = match?.[1]?.toUpperCase();
    if (name === undefined) return { problem: "bad parameter" };
    if (values.has(name)) return { problem: `parameter ${name} given twice` };
    values.set(name, match?.[2] ?? "");
  }
  return { values };
}
