/** What `print` writes of zero bytes: 5.0 and 5.1 use C's `fputs`, which ends there; the real ones that judge elsewhere print in another way. */
import { expect, test } from "vitest";
import type { Dialect } from "../../../compiler/ast.ts";
import { runLua } from "../run-lua.ts";

const CASES: readonly (readonly [Dialect, string])[] = [
  ["5.0", "a\tc\tx\n"],
  ["5.1", "a\tc\tx\n"],
  ["5.2", "a\0b\tc\tx\0y\n"],
  ["vpop3", "a\0b\tc\tx\0y\n"],
];

test.each(CASES)("print in Lua %s stops at a zero byte or not, as C does", async (dialect, expected) => {
  const { text } = await runLua(`print("a\\0b", "c", setmetatable({}, {__tostring = function() return "x\\0y" end}))`, {
    dialect,
  });
  expect(text).toBe(expected);
});
