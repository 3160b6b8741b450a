/** What takes longer than a turn of a loop costs more units, so that the fuel bounds the time. */
import { expect, test } from "vitest";
import { runLua } from "./run-lua.ts";

/** Turns of the loop, and those whose units end it at the latest: a loop pays for a thousand turns ahead. */
const TURNS = 6000;
const PAID_TURNS = 4000;

interface Dear {
  readonly what: string;
  readonly leastUnits: number;
  readonly statement: string;
  readonly before?: string;
}

const DEAR: readonly Dear[] = [
  { what: "an error that is caught", leastUnits: 10, statement: `pcall(error, t)` },
  { what: "an error without a position", leastUnits: 10, statement: `pcall(next, t, 1)` },
  {
    what: "an error that ends a coroutine",
    leastUnits: 10,
    statement: `coroutine.resume(coroutine.create(function() error(t) end))`,
  },
  {
    what: "an error that leaves a wrapped coroutine",
    leastUnits: 2000,
    statement: `pcall(coroutine.wrap(function() error("x") end))`,
  },
  { what: "a hash with a long key", leastUnits: 1000, statement: `VPOP3.HMAC("MD4", "", long)` },
  { what: "a hash of an algorithm with a long name", leastUnits: 1000, statement: `VPOP3.HMAC(long, "", "")` },
  { what: "a hash", leastUnits: 100, statement: `VPOP3.HMAC("MD4", "", "")` },
  { what: "a word of a fraction", leastUnits: 5, statement: `bit32.bnot(.5)` },
  { what: "a remainder of numbers that lie far apart", leastUnits: 10, statement: `math.fmod(1e308, 1e-308)` },
  { what: "facts about a function", leastUnits: 20, statement: `debug.getinfo(print)` },
  {
    what: "facts about a function, many times over",
    leastUnits: 1000,
    statement: `debug.getinfo(print, many)`,
    before: `local many = ("S"):rep(1000)`,
  },
  { what: "a mode of load that is no mode", leastUnits: 200, statement: `load("", "", long)` },
  {
    what: "resuming a coroutine that waits for the running one",
    leastUnits: 1000,
    statement: `local o o = coroutine.create(function() coroutine.wrap(function() coroutine.resume(o) end)() end) coroutine.resume(o)`,
  },
  { what: "the address of a new object", leastUnits: 200, statement: `tostring({})` },
  { what: "another environment", leastUnits: 20, statement: `setfenv(f, t)`, before: `local function f() end` },
];

test.each(DEAR)("$what pays for its time", async ({ leastUnits, statement, before = "" }) => {
  const source = `local long, t = ("x"):rep(20000), {} ${before} for i = 1, ${TURNS} do ${statement} end`;
  const limits = { fuel: PAID_TURNS * leastUnits };
  const { outcome } = await runLua(source, { dialect: "vpop3", limits });
  expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "limit" } });
  // The same without what is dear.
  const { outcome: cheap } = await runLua(source.replace(statement, ""), { dialect: "vpop3", limits });
  expect(cheap).toMatchObject({ kind: "returned" });
});
