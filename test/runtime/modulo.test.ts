/** `%` of numbers, whose short way for small integers must give what the formula of the manual gives, to the sign of zero. */
import { expect, test } from "vitest";
import { mod2 } from "../../runtime/operators.ts";

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

test.each(NUMBERS)("%d modulo each number is a - floor(a/b)*b", (a) => {
  for (const b of NUMBERS) expect([b, mod2(a, b)]).toEqual([b, a - Math.floor(a / b) * b]);
});
