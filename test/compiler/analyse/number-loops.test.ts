/** Which loops hold globals in variables, and that scripts see the globals as they are in Lua. */
import { describe, expect, it } from "vitest";
import { contentsOf } from "../../../compiler/analyse/contents.ts";
import { numberGlobals } from "../../../compiler/analyse/number-loops.ts";
import { analyseTypes } from "../../../compiler/analyse/static-types.ts";
import { analyseSuspension } from "../../../compiler/analyse/suspension.ts";
import { walkBlock } from "../../../compiler/analyse/walk.ts";
import { FREE } from "../../../compiler/effort.ts";
import { parse } from "../../../compiler/parse/index.ts";
import { runLua } from "../../runtime/run-lua.ts";

/** `names; assigned; leaves` of the first loop, undefined if it does something else. */
function globalsIn(source: string): string | undefined {
  const chunk = parse(source, { dialect: "5.1", chunkName: "=case" });
  const contents = contentsOf(chunk);
  const types = analyseTypes(contents, analyseSuspension(chunk, contents), FREE);
  let found: string | undefined;
  walkBlock(chunk.body.body, {
    statement(statement) {
      if (statement.kind !== "While" && statement.kind !== "NumericFor" && statement.kind !== "Repeat") return;
      const globals = numberGlobals(statement, types);
      if (globals !== undefined) found = `${[...globals.names]}; ${[...globals.assigned]}; ${globals.leaves}`;
    },
  });
  return found;
}

describe("a loop computes numbers only", () => {
  it.each([
    ["with arithmetic", "for i = 1, 9 do s = s + i * k end", "s,k; s; false"],
    ["with conditions", "for i = 1, 9 do if s > i and not (i == 3) then s = -s else s = 1 end end", "s; s; false"],
    ["with locals that are numbers", "local n = 0; while n < m do n = n + 1; s = n end", "s,m; s; true"],
    ["until a condition holds", "repeat x, y = y, x % y until y == 0", "y,x; x,y; true"],
    ["until it breaks", "while true do x = x - 1; if x < 0 then break end end", "x; x; true"],
    ["for ever", "while true do x = x - 1 end", "x; x; false"],
  ])("%s", (_, source, expected) => {
    expect(globalsIn(source)).toBe(expected);
  });

  it.each([
    ["it assigns no global", "local s = 0; for i = 1, 9 do s = s + i end"],
    ["it calls", "for i = 1, 9 do s = f(s) end"],
    ["it reads a table", "for i = 1, 9 do s = s + t[i] end"],
    ["it joins texts", "for i = 1, 9 do s = s .. i end"],
    ["it takes a number for a truth value", "for i = 1, 9 do if s then s = s + 1 end end"],
    ["it asks for the length", "for i = 1, 9 do s = s + #t end"],
    ["it compares with nil", "for i = 1, 9 do if s == nil then s = 1 end end"],
    ["a local holds anything", "local v = ...; for i = 1, 9 do s = s + v end"],
    ["it returns", "for i = 1, 9 do s = s + 1; if s > 3 then return s end end"],
    ["a value is missing", "for i = 1, 9 do s, k = s end"],
    ["a NaN is written", "for i = 1, 9 do s = -(0/0) end"],
  ])("not if %s", (_, source) => {
    expect(globalsIn(source)).toBeUndefined();
  });
});

describe("globals of such loops are what they are in Lua", () => {
  it.each([
    ["after the loop", "s = 0; for i = 1, 3000 do s = s + i end; return s", [4501500]],
    ["after a break", "s = 0; for i = 1, 3000 do s = s + i; if s > 100 then break end end; return s", [105]],
    [
      "where the condition ends it",
      "n, c = 27, 0; while n ~= 1 do if n % 2 == 0 then n = n / 2 else n = 3 * n + 1 end c = c + 1 end; return n, c",
      [1, 111],
    ],
    ["assigned in parallel", "a, b = 0, 1; for i = 1, 50 do a, b = b, a + b end; return a, b", [12586269025, 20365011074]],
    ["that get their first value there", "for i = 1, 3000 do w = i; v = w * 2 end; return w, v", [3000, 6000]],
    ["that are texts", "s = '10'; for i = 1, 3000 do s = s + 1 end; return s", [3010]],
    [
      "that have metamethods",
      "c = 0; s = setmetatable({}, {__add = function(a) c = c + 1 return a end}); for i = 1, 3000 do s = s + i; c = c + 1 end; return c",
      [6000],
    ],
    [
      "that a metatable of the globals gives",
      "setmetatable(_G, {__index = function() return 3 end}); s = 0; for i = 1, 3000 do s = s + three end; return s",
      [9000],
    ],
    [
      "that a metatable of the globals takes",
      "local l = {}; setmetatable(_G, {__newindex = function(t, k, v) l[#l + 1] = k; rawset(t, k, v) end}); for i = 1, 3000 do fresh = i; other = fresh end; return #l, fresh, other",
      [2, 3000, 3000],
    ],
    [
      "in loops within loops",
      "s = 0; for i = 1, 50 do for j = 1, 50 do s = s + 1; if j == i then break end end end; return s",
      [1275],
    ],
    [
      "where another loop follows",
      "s = 0; for i = 1, 20 do k = i; repeat k = k - 1; s = s + 1 until k <= 0 end; return s",
      [210],
    ],
  ])("%s", async (_, source, expected) => {
    expect((await runLua(source)).outcome).toEqual({ kind: "returned", values: expected });
    expect((await runLua(source, { everyCallSuspends: true })).outcome).toEqual({ kind: "returned", values: expected });
  });

  it("to the sign of a NaN", async () => {
    const source = "x = 0/0; for i = 1, 3001 do y = -x; x = y end; return tostring(x), tostring(-x)";
    const unkept = source.replace("x = y end", "x = y; tostring(i) end");
    expect((await runLua(source)).outcome).toEqual((await runLua(unkept)).outcome);
  });

  it("when an error ends the loop in a function", async () => {
    const source = "s = 0; local ok = pcall(function() for i = 1, 3000 do s = s + 1; k = s + absent end end); return ok, s, k";
    expect((await runLua(source)).outcome).toEqual({ kind: "returned", values: [false, 1, undefined] });
  });
});
