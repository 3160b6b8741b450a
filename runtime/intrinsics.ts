/**
 * Library functions that emitted code computes in place, after it has made sure that the script has not replaced them:
 * `typeof x === "number" && ($math.v ?? nothing).$sqrt === intrinsics.sqrt ? Math.sqrt(x) : …`.
 */
import { abs, ceil, floor, max, min, sqrt } from "./lib/math.ts";
import type { LuaFunction } from "./value.ts";

export const intrinsics: Readonly<Record<"abs" | "ceil" | "floor" | "max" | "min" | "sqrt", LuaFunction>> = {
  abs,
  ceil,
  floor,
  max,
  min,
  sqrt,
};
