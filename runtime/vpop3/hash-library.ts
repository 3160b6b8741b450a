/**
 * Hashes and hexadecimal text, which newer versions have: bytes are tables of numbers.
 *
 * Governing text: VPOP3.md §6.5.
 */
import { charge, chargeMemory } from "../budget.ts";
import { checkString } from "../lib/arguments.ts";
import { type Library, VPOP3 } from "../lib/library.ts";
import { rt } from "../machine.ts";
import { LuaTable } from "../table.ts";
import type { Result, Value } from "../value.ts";

function byteTable(bytes: string): LuaTable {
  chargeMemory(8 * bytes.length);
  charge(1 + (bytes.length >> 3));
  return LuaTable.list(Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

/** The bytes that a string or a table of bytes holds; undefined for anything else. */
function bytesOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  if (!(value instanceof LuaTable)) return undefined;
  const length = value.length();
  charge(1 + length);
  let bytes = "";
  for (let i = 1; i <= length; i++) {
    const byte = value.get(i);
    if (typeof byte !== "number" || byte < 0 || byte > 255 || !Number.isInteger(byte)) return undefined;
    bytes += String.fromCharCode(byte);
  }
  return bytes;
}

/** A table of the code's bytes; an empty one for an unknown algorithm. */
function HMAC(algorithm?: Value, text?: Value, key?: Value): Result {
  const count = arguments.length;
  const name = checkString(algorithm, 1, "HMAC", count).toUpperCase();
  const message = checkString(text, 2, "HMAC", count);
  const secret = checkString(key, 3, "HMAC", count);
  if (name !== "SHA1" && name !== "SHA256") return new LuaTable();
  charge(1 + (message.length >> 4));
  return byteTable(rt.realm.host.hmac(name === "SHA1" ? "sha1" : "sha256", message, secret));
}

const DIGITS = "0123456789abcdef";

/** Lower-case hexadecimal text of a string or a table of bytes; nil for anything else. */
function HexString(value?: Value): Result {
  const bytes = bytesOf(value);
  if (bytes === undefined) return undefined;
  charge(1 + (bytes.length >> 4));
  chargeMemory(2 * bytes.length);
  let text = "";
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes.charCodeAt(i);
    text += DIGITS.charAt(byte >> 4) + DIGITS.charAt(byte & 15);
  }
  return text;
}

/** A table of the bytes; a pair that is no number is 0; nil for a text of odd length or no text. */
function UnHexString(hex?: Value): Result {
  if (typeof hex !== "string" || hex.length % 2 !== 0) return undefined;
  let bytes = "";
  charge(1 + (hex.length >> 4));
  for (let i = 0; i < hex.length; i += 2) {
    const digits = hex.slice(i, i + 2);
    bytes += String.fromCharCode(/^[0-9a-f]{2}$/i.test(digits) ? Number.parseInt(digits, 16) : 0);
  }
  return byteTable(bytes);
}

export const HASHES: Library = [
  ["HMAC", VPOP3, HMAC],
  ["HexString", VPOP3, HexString],
  ["UnHexString", VPOP3, UnHexString],
];
