/** Signs of NaNs as x86's C prints them; the judges elsewhere run in WebAssembly, which has no signs there. */
import { expect, test } from "vitest";
import type { Dialect } from "../../compiler/ast.ts";
import { runLua } from "./run-lua.ts";

const CASES: readonly (readonly [string, string])[] = [
  ["print(0/0, -(0/0), math.huge - math.huge, -(math.huge - math.huge), 0 * math.huge)", "-nan\tnan\t-nan\tnan\t-nan\n"],
  ["local nan = 0/0 print(nan, -nan, - -nan, -nan .. '', tostring(-nan))", "-nan\tnan\t-nan\tnan\tnan\n"],
  ["local function negate(x) return -x end local nan = negate(0/0) print(nan, negate(nan), ({nan})[1])", "nan\t-nan\tnan\n"],
  ["local nan = -(0/0) print(nan + 1, 1 - nan, 2 * nan, nan / 3, nan ^ 2, nan == nan)", "nan\tnan\tnan\tnan\tnan\tfalse\n"],
  ["print(math.sqrt(-1), math.log(-1), math.log10(-1), math.acos(2), math.asin(-2))", "-nan\t-nan\tnan\tnan\tnan\n"],
  ["print(math.abs(0/0), math.acos(0/0), math.sin(-(0/0)), math.fmod(1, 0), (-8) ^ (1/3))", "nan\t-nan\tnan\t-nan\t-nan\n"],
  [
    "local nan = 0/0 print(nan ^ 1, nan ^ 2, nan ^ -3, nan ^ 0.5, (-nan) ^ 1, math.pow(nan, 5), 2 ^ nan)",
    "nan\t-nan\tnan\t-nan\tnan\tnan\t-nan\n",
  ],
  [
    "local nan = 0/0 print(math.fmod(-nan, 2), math.fmod(2, -nan), math.fmod(nan, -nan), math.fmod(math.huge, 2))",
    "nan\tnan\t-nan\t-nan\n",
  ],
  ["local nan = 0/0 local size = math.abs(nan) local same = math.abs(size) print(nan, size, same)", "-nan\tnan\tnan\n"],
  ["print(('%f %5.1f|%+g %G'):format(0/0, -(0/0), -(0/0), -(0/0)))", "-nan   nan|+nan NAN\n"],
];
const DIALECTS: readonly Dialect[] = ["5.1", "5.2"];

test.each(CASES.flatMap(([program, expected]) => DIALECTS.map((dialect) => ({ program, expected, dialect }))))(
  "in Lua $dialect $program",
  async ({ program, expected, dialect }) => {
    expect((await runLua(program, { dialect })).text).toBe(expected);
    expect((await runLua(program, { dialect, everyCallSuspends: true })).text).toBe(expected);
  },
);

test.each([
  ["5.1", "nan\t-nan\n"],
  ["5.2", "nil\tnil\n"],
] as const)("texts of NaNs have signs in Lua %s", async (dialect, expected) => {
  expect((await runLua("print(tonumber('nan'), tonumber('-nan'))", { dialect })).text).toBe(expected);
});
