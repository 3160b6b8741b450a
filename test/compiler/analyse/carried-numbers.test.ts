/** Which locals a loop carries as numbers, and that others keep their values. */
import { describe, expect, it } from "vitest";
import { carriedNumbers } from "../../../compiler/analyse/carried-numbers.ts";
import { contentsOf } from "../../../compiler/analyse/contents.ts";
import { analyseTypes } from "../../../compiler/analyse/static-types.ts";
import { analyseSuspension } from "../../../compiler/analyse/suspension.ts";
import { walkBlock } from "../../../compiler/analyse/walk.ts";
import { FREE } from "../../../compiler/effort.ts";
import { parse } from "../../../compiler/parse/index.ts";
import { runLua } from "../../runtime/run-lua.ts";

/** The names of the locals that the first loop carries as numbers. */
function carriedIn(source: string): string {
  const chunk = parse(source, { dialect: "5.1", chunkName: "=case" });
  const contents = contentsOf(chunk);
  const suspension = analyseSuspension(chunk, contents);
  const types = analyseTypes(contents, suspension, FREE);
  const found: string[] = [];
  walkBlock(chunk.body.body, {
    statement(statement) {
      if (statement.kind !== "While" && statement.kind !== "NumericFor" && statement.kind !== "Repeat") return;
      for (const local of carriedNumbers(statement.body, suspension, types)) found.push(local.name);
    },
    done: () => found.length > 0,
  });
  return found.join(", ");
}

describe("a loop carries a local as a number if all that it assigns to it is computed", () => {
  it.each([
    ["sums", "local s, t = 0, {}; for i = 1, 9 do s = s + t[i] end", "s"],
    ["each other", "local a, b = ...; while b ~= 0 do a, b = b, a % b end", "a, b"],
    ["the mathematical library", "local n = ...; while n > 1 do n = math.floor(n / 2) end", "n"],
    ["negation and literals", "local a, b = ...; for i = 1, 9 do a = -a; b = 1 end", "a, b"],
    ["numbers of the loop", "local a = ...; for i = 1, 9 do a = i end", "a"],
    ["what comes from a table", "local a, t = 0, {}; for i = 1, 9 do a = a + 1; a = t[i] end", ""],
    ["what comes from such a local", "local a, b, t = 0, 0, {}; for i = 1, 9 do a = b; b = t[i] end", ""],
    ["several values of a call", "local a, b = 0, 0; for i = 1, 9 do a, b = f() end", ""],
    ["locals of the turn", "for i = 1, 9 do local a = 1; a = a + f() end", ""],
  ])("%s", (_, source, expected) => {
    expect(carriedIn(source)).toBe(expected);
  });
});

describe("what such a local holds besides numbers stays what it is", () => {
  it.each([
    [
      "a text that is computed with",
      "local s = '10'; local t = {}; for i = 1, 3 do if t[i] then s = s + t[i] end end; return type(s), s",
      ["string", "10"],
    ],
    [
      "what a metamethod gives",
      "local v = setmetatable({}, {__add = function(a) return a end}); local s = v; for i = 1, 2000 do s = s + i end; return s == v",
      [true],
    ],
    ["nil", "local s; local n = 0; while n < 2000 do n = n + 1; if n > 5000 then s = s + n end end; return s", [undefined]],
    ["false", "local s = false; for i = 1, 2000 do if i > 5000 then s = s * i end end; return s", [false]],
    [
      "minus zero",
      "local s, t = 0, {[2000] = -1}; for i = 1, 2000 do s = s * (t[i] or 1) end; return 1 / s",
      [Number.NEGATIVE_INFINITY],
    ],
  ])("%s", async (_, source, expected) => {
    expect((await runLua(source)).outcome).toEqual({ kind: "returned", values: expected });
  });
});
