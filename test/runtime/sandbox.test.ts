import { describe, expect, test } from "vitest";
import { instanceOf, runLua } from "./run-lua.ts";

/** Each script prints what it got; a JavaScript object, prototype or function among it would show. */
const HARMLESS: readonly (readonly [what: string, source: string, printed: string])[] = [
  [
    "names of JavaScript on tables",
    `local t = {} print(t.constructor, t.__proto__, t.toString, t.meta, t.arr, t.hash, t.get, t["$x"])`,
    "nil\tnil\tnil\tnil\tnil\tnil\tnil\tnil\n",
  ],
  [
    "names of JavaScript by computed keys",
    `local t = {} for _, k in ipairs{"constructor", "__proto__", "toString", "meta", "record", "metatable"} do print(t[k]) end`,
    "nil\n".repeat(6),
  ],
  [
    "names of JavaScript on strings",
    `local s = "x" print(s.constructor, s.length, s.__proto__, s.charAt, ("x").valueOf)`,
    "nil\tnil\tnil\tnil\tnil\n",
  ],
  [
    "names of JavaScript as globals",
    `print(globalThis, process, require and "lua's", Function, eval, constructor, __proto__, this)`,
    "nil\tnil\tlua's\tnil\tnil\tnil\tnil\tnil\n",
  ],
  [
    "fields of functions and booleans",
    `for _, v in ipairs{print, true, 1} do print(pcall(function() return v.constructor end)) end`,
    "false\tcase:1: attempt to index local 'v' (a function value)\nfalse\tcase:1: attempt to index local 'v' (a boolean value)\nfalse\tcase:1: attempt to index local 'v' (a number value)\n".replaceAll(
      "local",
      "upvalue",
    ),
  ],
  [
    "keys that JavaScript treats specially",
    `local t = {} t.__proto__ = 1 t.constructor = 2 t["$a"] = 3 t.length = 4 local n = 0 for k, v in pairs(t) do n = n + v end print(n, t.__proto__, t.constructor)`,
    "10\t1\t2\n",
  ],
  ["environment table keys", `_G.__proto__ = {x = 5} print(x) _G.constructor = 1 print(constructor)`, "nil\n1\n"],
  [
    "error values",
    `local ok, e = pcall(error, nil) print(ok, e) ok, e = pcall(error, {1}) print(type(e), e.stack, e.message) ok, e = pcall(function() local x = nil + 1 end) print(type(e))`,
    "false\tnil\ntable\tnil\tnil\nstring\n",
  ],
  [
    "the metatable of strings",
    `local s = getmetatable("") print(type(s.__index), s.__index == string) s.__index.evil = function() return "own" end print(("x"):evil())`,
    "table\ttrue\nown\n",
  ],
];

describe("a script reaches no JavaScript", () => {
  test.each(HARMLESS)("through %s", async (_what, source, printed) => {
    expect((await runLua(source)).text).toBe(printed);
    expect((await runLua(source, { everyCallSuspends: true })).text).toBe(printed);
  });

  test("through text given to load: it is Lua or nothing", async () => {
    expect((await runLua(`print(load("return process, this")())`)).text).toBe("nil\tnil\n");
    expect((await runLua(`print(load("return new Function()"))`)).text).toContain("near 'Function'");
    expect((await runLua("print(load('local a = `x`'))")).text).toContain("unexpected symbol");
    expect((await runLua(`print(load("\\27Lua"))`)).text).toMatch(/^nil\t/);
  });
});

test("one instance's changes of a library are not seen by another", async () => {
  expect(
    (
      await runLua(
        `string.find = 1 table.insert = nil getmetatable("").__index = {len = function() return "mine" end} print(("x"):len())`,
      )
    ).text,
  ).toBe("mine\n");
  expect((await runLua(`print(type(string.find), type(table.insert), ("x"):len())`)).text).toBe("function\tfunction\t1\n");
});

const ENDLESS: readonly (readonly [what: string, source: string])[] = [
  ["a loop", `while true do end`],
  ["a loop in pcall in a loop", `while true do pcall(function() while true do end end) end`],
  ["a numeric for", `for i = 1, 1e300 do end`],
  ["loops of few turns in loops of few turns", `${"for i = 1, 9 do ".repeat(12)} ${"end ".repeat(12)}`],
  ["a loop of calls of a short global function", `function f() return 1 end local s = 0 for i = 1, 1e300 do s = s + f() end`],
  ["goto", `::top:: goto top`],
  ["repeat in a coroutine", `coroutine.wrap(function() repeat until false end)()`],
  ["recursion with pcall at each level", `local function f() pcall(f) pcall(f) end f()`],
  ["tail calls", `local function f() return f() end f()`],
  ["mutual tail calls through globals", `function f() return g() end function g() return f() end f()`],
  [
    "a metamethod that calls itself by turns",
    `local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end}) while true do pcall(function() return t[1] end) end`,
  ],
  ["error handlers", `while true do xpcall(error, function() while true do end end) end`],
  ["an iterator without end", `for _ in function() return 1 end do end`],
  ["string.rep", `while true do ("x"):rep(1e6) end`],
  ["load", `while true do load("x = 1") end`],
  [
    "sort with an inconsistent order",
    `while true do pcall(table.sort, {5, 3, 4, 1, 2, 9, 8, 7}, function() return true end) end`,
  ],
  ["yields", `local f = coroutine.wrap(function() while true do coroutine.yield() end end) while true do f() end`],
];

describe("fuel ends", () => {
  test.each(ENDLESS)("%s", async (_what, source) => {
    const { outcome } = await runLua(source, { limits: { fuel: 300_000 } });
    expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "limit" } });
  });
});

const DEEP: readonly (readonly [what: string, source: string, pattern: RegExp])[] = [
  ["recursion", `local function f(n) return 1 + f(n + 1) end print(pcall(f, 1))`, /^false\tcase:1: stack overflow/],
  ["recursion through pcall", `local function f() local ok, e = pcall(f) return ok, e end print(f()) print("alive")`, /alive/],
  [
    "recursion through a metamethod",
    `local t = setmetatable({}, {__add = function(a, b) return a + b end}) print(pcall(function() return t + 1 end))`,
    /^false\t.*stack overflow/,
  ],
  [
    "recursion through __index functions",
    `local t t = setmetatable({}, {__index = function(_, k) return t[k] end}) print(pcall(function() return t.x end))`,
    /^false\t.*stack overflow/,
  ],
  [
    "a loop of __index tables",
    `local t = {} setmetatable(t, {__index = t}) print(pcall(function() return t.x end))`,
    /^false\tcase:1: loop in gettable/,
  ],
  ["recursion through gsub", `local function f(s) return (s:gsub(".", f)) end print(pcall(f, "x"))`, /^false\t.*stack overflow/],
  [
    "recursion through sort",
    `local function f() table.sort({1, 2, 3}, f) return true end print(pcall(f))`,
    /^false\t.*stack overflow/,
  ],
  [
    "recursion through tostring",
    `local t t = setmetatable({}, {__tostring = function() return tostring(t) end}) print(pcall(tostring, t))`,
    /^false\t.*stack overflow/,
  ],
  ["nested coroutines", `local function f() return coroutine.wrap(f)() end print(pcall(f))`, /^false\t.*C stack overflow/],
  ["a huge unpack", `print(pcall(table.unpack, {}, 1, 1e8))`, /^false\ttoo many results to unpack/],
  ["nested parentheses in load", `print(load(("("):rep(10000) .. "1" .. (")"):rep(10000)))`, /^nil\t/],
];

describe("depth ends as a Lua error, with the process whole:", () => {
  test.each(DEEP)("%s", async (_what, source, pattern) => {
    expect((await runLua(source)).text).toMatch(pattern);
  });
});

test("an error in deep recursion costs no more for each level", async () => {
  const { text } = await runLua(`
    local function f(n) if n == 0 then error("bottom") end local ok, e = pcall(f, n - 1) error(e, 0) end
    local ok, e = pcall(f, 150)
    print(ok, e)`);
  expect(text).toBe("false\tcase:2: bottom\n");
});

test("a string that doubles for ever ends as an error or a limit", async () => {
  const { outcome } = await runLua(`local s = "x" while true do s = s .. s end`, { limits: { memoryBytes: 1_000_000 } });
  expect(outcome.kind).toBe("failed");
});

test("an instance still works after a limit ended a call", () => {
  const script = instanceOf(`function spin() while true do end end function add(a, b) return a + b end`, {
    limits: { fuel: 100_000 },
  });
  script.run([]);
  expect(script.call("spin", [])).toMatchObject({ kind: "failed", failure: { kind: "limit", script: "case" } });
  expect(script.call("add", [1, 2])).toEqual({ kind: "returned", values: [3] });
});

/** Each says what one session does and what another one asks afterwards; nothing of the first may be seen. */
const SESSIONS: readonly (readonly [what: string, dialect: "vpop3" | "5.1", first: string, second: string, answer: string])[] = [
  [
    "metatables of types",
    "vpop3",
    `debug.setmetatable(0, {__index = {x = 1}}) debug.setmetatable(print, {__index = {x = 1}})`,
    `print(pcall(function() return (5).x end), pcall(function() return print.x end))`,
    "false\tfalse\t",
  ],
  [
    "the metatable of strings",
    "vpop3",
    `debug.getmetatable("").__index = {upper = 1} debug.getmetatable("").__add = print`,
    `print(("x"):upper(), pcall(function() return "a" + "b" end))`,
    "X\tfalse\t",
  ],
  [
    "libraries",
    "vpop3",
    `string.upper = 1 table.evil = 2 package.loaded.math.evil = 3 debug.getregistry()._LOADED.os.evil = 4`,
    `print(("x"):upper(), table.evil, math.evil, os.evil)`,
    "X\tnil\tnil\tnil\n",
  ],
  ["modules", "vpop3", `package.preload.evil = print package.loaded.evil2 = 1`, `print(pcall(require, "evil"))`, "false\t"],
  [
    "addresses",
    "vpop3",
    `for i = 1, 100 do tostring({}) end`,
    `local t = {} print(tostring(t) == kept) kept = tostring(t)`,
    "false\n",
  ],
  [
    "the mark of a module that is being loaded",
    "5.1",
    `package.preload.m = function() debug.setfenv(package.loaded.m, {secret = 1}) debug.setmetatable(package.loaded.m, {__index = {x = 1}}) end require "m"`,
    `package.preload.m = function() print(debug.getfenv(package.loaded.m).secret, getmetatable(package.loaded.m)) end require "m"`,
    "nil\tnil\n",
  ],
];

describe("of one session another sees nothing:", () => {
  test.each(SESSIONS)("%s", async (_what, dialect, first, second, answer) => {
    await runLua(first, { dialect });
    expect((await runLua(second, { dialect })).text.slice(0, answer.length)).toBe(answer);
  });
});
