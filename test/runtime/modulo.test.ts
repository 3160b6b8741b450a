/** `%` of numbers, whose short way for small integers must give what the formula of the manual gives, to the sign of zero. */
import { expect, test } from "vitest";
import { runLua } from "./run-lua.ts";

const NUMBERS = [
  0,
  -0,
  1,
  -1,
  2,
  5,
  7.5,
  -7.5,
  0.1,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  2 ** 32 + 1,
  1e15,
  1e300,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
];

/** A number as Lua text. */
function literal(value: number): string {
  if (Object.is(value, -0)) return "(0 * -1)";
  if (Number.isNaN(value)) return "(0 / 0)";
  return Number.isFinite(value) ? `(${value})` : `(${Math.sign(value)} / 0)`;
}

test.each(NUMBERS)("%d modulo each number is a - floor(a/b)*b", async (a) => {
  const calls = NUMBERS.map((b) => `f(${literal(a)}, ${literal(b)})`).join(", ");
  const { outcome } = await runLua(`local function f(a, b) return a % b end; return ${calls}`);
  expect(outcome).toEqual({ kind: "returned", values: NUMBERS.map((b) => a - Math.floor(a / b) * b) });
});

test.each([1, 2, 8, 1024, 2 ** 30, 2 ** 31, 3, 0])("in a script each number modulo the literal %d is the same", async (b) => {
  const calls = NUMBERS.map((a) => `f(${literal(a)})`).join(", ");
  const { outcome } = await runLua(`local function f(a) return a % ${b} end; return ${calls}`);
  expect(outcome).toEqual({ kind: "returned", values: NUMBERS.map((a) => a - Math.floor(a / b) * b) });
});
