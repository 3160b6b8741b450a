import { describe, expect, test } from "vitest";
import { LuaSyntaxError } from "../../compiler/index.ts";
import { type RealVersion, runReal } from "../lua/oracle.ts";
import { type RunOptions, runLua } from "./run-lua.ts";

/** What is called through pcall; real Lua says what comes of it. `t` is a table, an upvalue of each. */
const FAILING: readonly string[] = [
  `function() local a = nil; return a.b.c end`,
  `function() return t.x.y end`,
  `function() t.x.y = 1 end`,
  `function() return undefinedglobal.x end`,
  `function() undefinedglobal.x.y = 1 end`,
  `function() return t[nil].x end`,
  `function() t[nil] = 1 end`,
  `function() t[0/0] = 1 end`,
  `function() return t + 1 end`,
  `function() return 1 + t end`,
  `function() return t.x + 1 end`,
  `function() return "abc" + 1 end`,
  `function() return 1 + "abc" end`,
  `function() return {} .. "x" end`,
  `function() return "x" .. {} end`,
  `function() return t.name .. "x" end`,
  `function() local s = "a" return s .. nil end`,
  `function() return #nil end`,
  `function() return #5 end`,
  `function() local n = 5 return #n end`,
  `function() return -{} end`,
  `function() return -t.z end`,
  `function() return 1 < "2" end`,
  `function() return {} < {} end`,
  `function() return nil < 1 end`,
  `function() return "a" <= 1 end`,
  `function() return print < print end`,
  `function() t() end`,
  `function() t.x() end`,
  `function() t:x() end`,
  `function() undefinedglobal() end`,
  `function() ("x")() end`,
  `function() (nil)() end`,
  `function() local a = {} a.b.c() end`,
  `function() t.a.b:c() end`,
  `function() return ("x"):nomethod() end`,
  `function() for i = 1, "x" do end end`,
  `function() for i = {}, 2 do end end`,
  `function() for i = 1, 2, {} do end end`,
  `function() for i = 1, 2, 0 do break end end`,
  `function() for k in 5 do end end`,
  `function() for k in nil do end end`,
  `function() for k in pairs(nil) do end end`,
  `function() setmetatable(1, {}) end`,
  `function() setmetatable({}, 1) end`,
  `function() error() end`,
  `function() error("msg", 0) end`,
  `function() error("msg", 1) end`,
  `function() error("msg", 2) end`,
  `function() error({}) end`,
  `function() error(setmetatable({}, {__tostring = function() return "E" end})) end`,
  `function() assert(false) end`,
  `function() assert(nil, "amsg") end`,
  `function() assert(false, {1}) end`,
  `function() string.rep() end`,
  `function() ("x"):rep({}) end`,
  `function() ("x"):rep(1, 2, 3) end`,
  `function() string.format("%d", "x") end`,
  `function() string.format("%y", 1) end`,
  `function() math.floor("x") end`,
  `function() math.floor({}) end`,
  `function() table.concat({1, {}, 3}) end`,
  `function() table.insert({}, 1, 2, 3) end`,
  `function() table.insert(nil, 1) end`,
  `function() ipairs() end`,
  `function() next({}, "nokey") end`,
  `function() rawset(1, 2, 3) end`,
  `function() tonumber() end`,
  `function() tonumber("z", 99) end`,
  `function() select(0) end`,
  `function() coroutine.resume(1) end`,
  `function() coroutine.wrap(1) end`,
  `function() coroutine.yield() end`,
  `function() local co = coroutine.wrap(function() error("inco") end) co() end`,
  `function() local co = coroutine.wrap(function() return 1 end) co() co() end`,
  `function() getmetatable("").__add = nil; return "a" + "b" end`,
  `function() local up = t; return (function() return up.x.y end)() end`,
  `function() local up; return (function() return up.x end)() end`,
  `function() local up; return (function() up() end)() end`,
  `function() t.f = t; t.f.g.h = 1 end`,
  `function() local a = {1} ; a[1][2][3] = 1 end`,
  `function() local i = 1; local a = {} ; return a[i].x end`,
  `function() return t["a b"].x end`,
  `function() return math.nofn(1) end`,
  `function() string.gsub("x", "(", "") end`,
  `function() string.gsub("x", "%", "") end`,
  `function() string.gsub("x", "x", "%2") end`,
  `function() string.find("x", "[a") end`,
  `function() unpack({}, 1, 1e8) end`,
  `function() xpcall() end`,
  `function() pcall() end`,
  `function() table.sort({3, 1, "x"}) end`,
  `function() table.sort({1,2,3}, 5) end`,
  `function() loadstring(5)() end`,
  `string.rep`,
];

/** Where the answer differs from real Lua's, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  '5.0 function() string.gsub("x", "%", "") end': "5.0 takes its own message for a format and loses the percent sign",
};

const SCRIPT = (call: string) => `local t = {}
local function shown(ok, e)
  if type(e) == "table" or type(e) == "function" then e = type(e) end
  print(ok, e)
end
shown(pcall(${call}))`;

/** What a script prints, with the error that ended it; 5.0 refuses some as text (`#`). */
async function textOf(source: string, options: RunOptions): Promise<string> {
  try {
    return (await runLua(source, options)).text;
  } catch (error) {
    if (error instanceof LuaSyntaxError) return error.message;
    throw error;
  }
}

const VERSIONS: readonly RealVersion[] = ["5.0", "5.1", "5.2"];

describe.each(VERSIONS)("an error is worded as in Lua %s:", (version) => {
  test.each(FAILING)("%s", async (call) => {
    const source = SCRIPT(call);
    const real = runReal(version, source);
    const expected = real.error === undefined ? real.stdout : real.error;
    const options = { dialect: version } as const;
    const text = await textOf(source, options);
    if (DIFFERENT[`${version} ${call}`] === undefined) expect(text).toBe(expected);
    else expect(text).not.toBe(expected);
    expect(await textOf(source, { ...options, everyCallSuspends: true })).toBe(text);
  });
});

// Real Lua needs as much memory as the string is long to say so.
test.each(VERSIONS)("a string that `..` makes too long is an error as in Lua %s", async (dialect) => {
  const source = 'local s = "x"\nfunction double() s = s .. s end\nfor i = 1, 40 do ok, e = pcall(double) end print(e)';
  const { text } = await runLua(source, { dialect, limits: { memoryBytes: Number.POSITIVE_INFINITY } });
  expect(text).toBe("case:2: string length overflow\n");
});
