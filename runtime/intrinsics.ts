/**
 * Library functions that emitted code computes in place, after it has made sure that the script has not replaced them:
 * `typeof x === "number" && $math.v?.$sqrt === intrinsics.sqrt ? Math.sqrt(x) : …`.
 */
import { select, setmetatable, tonumber, type } from "./lib/base.ts";
import { abs, ceil, floor, max, min, sqrt } from "./lib/math.ts";
import { byte, char, len, sub } from "./lib/string-basic.ts";
import { format } from "./lib/string-format.ts";
import { find, match } from "./lib/string-match.ts";
import type { LuaFunction } from "./value.ts";

type Name =
  | "abs"
  | "byte"
  | "ceil"
  | "char"
  | "find"
  | "floor"
  | "format"
  | "len"
  | "match"
  | "max"
  | "min"
  | "select"
  | "setmetatable"
  | "sqrt"
  | "sub"
  | "tonumber"
  | "type";

export const intrinsics: Readonly<Record<Name, LuaFunction>> = {
  abs,
  byte,
  ceil,
  char,
  find,
  floor,
  format,
  len,
  match,
  max,
  min,
  select,
  setmetatable,
  sqrt,
  sub,
  tonumber,
  type,
};
