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

/** What an item of a list takes. */
const ITEM_BYTES = 8;

function byteTable(bytes: string): LuaTable {
  chargeMemory(ITEM_BYTES * bytes.length);
  charge(1 + (bytes.length >> 3));
  return LuaTable.list(Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

/** The bytes that a string or a table of bytes holds; undefined for anything else. */
function hashedBytes(value: Value): string | undefined {
  if (typeof value === "string") return value;
  if (!(value instanceof LuaTable)) return undefined;
  const length = value.length();
  charge(1 + length);
  chargeMemory(length);
  let valid = true;
  const bytes = inBlocks(length, (i) => {
    const byte = value.get(i + 1);
    if (typeof byte === "number" && byte >= 0 && byte <= 255 && Number.isInteger(byte)) return String.fromCharCode(byte);
    valid = false;
    return "";
  });
  return valid ? bytes : undefined;
}

/** Pieces that are joined at once: V8 keeps 32 bytes for each time that one is added to a text. */
const BLOCK = 4096;

/** The pieces for 0 … `count` - 1, joined. */
function inBlocks(count: number, piece: (i: number) => string): string {
  let text = "";
  for (let start = 0; start < count; start += BLOCK) {
    const pieces: string[] = [];
    for (let i = start; i < count && i < start + BLOCK; i++) pieces.push(piece(i));
    text += pieces.join("");
  }
  return text;
}

/** Units of fuel for a code of an empty text. */
const HMAC_FUEL = 100;

/** A table of the code's bytes; an empty one for an unknown algorithm. */
function HMAC(algorithm?: Value, text?: Value, key?: Value): Result {
  const count = arguments.length;
  const algorithmName = checkString(algorithm, 1, "HMAC", count);
  const message = checkString(text, 2, "HMAC", count);
  const secret = checkString(key, 3, "HMAC", count);
  charge(HMAC_FUEL + ((algorithmName.length + message.length + secret.length) >> 4));
  const name = algorithmName.toUpperCase();
  if (name !== "SHA1" && name !== "SHA256") return new LuaTable();
  return byteTable(rt.realm.host.hmac(name === "SHA1" ? "sha1" : "sha256", message, secret));
}

const HEXADECIMAL: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Lower-case hexadecimal text of a string or a table of bytes; nil for anything else. */
function HexString(value?: Value): Result {
  const bytes = hashedBytes(value);
  if (bytes === undefined) return undefined;
  charge(1 + (bytes.length >> 2));
  chargeMemory(2 * bytes.length);
  return inBlocks(bytes.length, (i) => HEXADECIMAL[bytes.charCodeAt(i)] ?? "");
}

/** A table of the bytes; a pair that is no number is 0; nil for a text of odd length or no text. */
function UnHexString(hex?: Value): Result {
  if (typeof hex !== "string" || hex.length % 2 !== 0) return undefined;
  charge(1 + (hex.length >> 2));
  chargeMemory(ITEM_BYTES * (hex.length >> 1));
  const bytes: number[] = [];
  for (let i = 0; i < hex.length; i += 2) {
    const high = digit(hex.charCodeAt(i));
    const low = digit(hex.charCodeAt(i + 1));
    bytes.push(high < 0 || low < 0 ? 0 : 16 * high + low);
  }
  return LuaTable.list(bytes);
}

/** The value of a hexadecimal digit; -1 for every other character. */
function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

export const HASHES: Library = [
  ["HMAC", VPOP3, HMAC],
  ["HexString", VPOP3, HexString],
  ["UnHexString", VPOP3, UnHexString],
];
