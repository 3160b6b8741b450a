/** What the text alone tells of the values of locals. */
import { describe, expect, it } from "vitest";
import { contentsOf } from "../../../compiler/analyse/contents.ts";
import { analyseTypes } from "../../../compiler/analyse/static-types.ts";
import { analyseSuspension } from "../../../compiler/analyse/suspension.ts";
import { walkBlock } from "../../../compiler/analyse/walk.ts";
import type { FunctionBody, LocalVariable } from "../../../compiler/ast.ts";
import { FREE } from "../../../compiler/effort.ts";
import { parse } from "../../../compiler/parse/index.ts";

/** The types of all locals, by name: `a number, t table`; those that may hold anything are left out. */
function typesIn(source: string): string {
  const chunk = parse(source, { dialect: "5.1", chunkName: "=case" });
  const contents = contentsOf(chunk);
  const types = analyseTypes(contents, analyseSuspension(chunk, contents), FREE);
  const found: string[] = [];
  const note = (local: LocalVariable): void => {
    if (types.of(local) !== "value") found.push(`${local.name} ${types.of(local)}`);
  };
  const collect = (body: FunctionBody): void => {
    body.parameters.forEach(note);
    if (body.arg !== undefined) note(body.arg);
    walkBlock(body.body, {
      statement(statement) {
        if (statement.kind === "Local" || statement.kind === "GenericFor") statement.variables.forEach(note);
        if (statement.kind === "NumericFor" || statement.kind === "LocalFunction") note(statement.variable);
      },
      expression(expression) {
        if (expression.kind === "Function") collect(expression.function);
      },
    });
  };
  collect(chunk.body);
  return found.join(", ");
}

describe("a local has the type that all its assignments have in common", () => {
  it.each([
    ["literals", `local a, b, c, d = 1, "x", true, {}`, "a number, b string, c boolean, d table"],
    ["arithmetic on numbers", "local a = 1; a = a * 2 + 1; local b = -a % 3", "a number, b number"],
    ["arithmetic on anything else, for which metamethods may be there", "local a = ...; local b = a + 1; local c = {} + 1", ""],
    ["arithmetic on strings, which may be no numbers", `local a = "1"; local b = a + 1`, "a string"],
    ["comparisons and not", "local x = ...; local a, b = x == 1, not x", "a boolean, b boolean"],
    ["a number once, a string later", `local a = 1; a = "x"`, ""],
    ["nil at first", "local a; a = 1", ""],
    ["fewer values than names", "local a, b = 1", "a number"],
    ["a call's further values", "local f = ...; local a, b = 1, f()", "a number"],
    ["values swapped", "local a, b = 1, 2; a, b = b, a", "a number, b number"],
    ["values of two types swapped", `local a, b = 1, "x"; a, b = b, a`, ""],
    ["assigned in a nested function", `local a = 1; local function f() a = "x" end; return f`, ""],
    ["assigned from what is read from a table", "local t = {}; local a = 1; a = t[1]", "t table"],
    ["loop variables", "for i = 1, 3 do local a = i end for k, v in pairs({}) do end", "i number, a number"],
    ["a loop variable that the body assigns", `for i = 1, 3 do i = "x" end`, ""],
    ["the length of a string, and of a table with a metamethod perhaps", `local a, b = #"abc", #{}`, "a number"],
    ["and, or on numbers and tables", "local a = 1 and 2; local b = {} or 1; local c = nil or 1", "a number, b table"],
    ["choices", `local x = ...; local a = x and 1 or 2; local b = x and 1 or "y"`, "a number"],
    ["arg, which is a table", "local function f(...) return arg end", "arg table"],
    ["arg that is assigned", "local function f(...) arg = 5; return arg + 1 end", ""],
    ["arg beside ..., which is nil", "local function f(...) arg = 5; return arg, ... end", ""],
    ["a variable of the same name further in", `local a = 1; do local a = "x" end`, "a number, a string"],
  ])("%s", (_, source, expected) => {
    expect(typesIn(source)).toBe(expected);
  });
});

describe("a parameter has the type of what all calls pass, if its function is only ever called", () => {
  it.each([
    ["one caller", "local function f(n) return n end; f(1)", "n number"],
    ["two callers that agree", "local function f(n) return n end; f(1); f(2 + 3)", "n number"],
    ["two callers that differ", "local function f(n) return n end; f(1); f({})", ""],
    ["a caller that passes too little", "local function f(n, m) return n end; f(1)", "n number"],
    ["a caller that passes a call's values", "local g = ...; local function f(n, m) return n end; f(1, g())", "n number"],
    ["recursion", "local function f(n) if n > 1 then return f(n - 1) end return n end; f(9)", "n number"],
    ["a function that is handed on", "local function f(n) return n end; f(1); print(f)", ""],
    ["a function that is kept in a table", "local function f(n) return n end; f(1); local t = {f}", "t table"],
    ["a function that is called through pcall", "local function f(n) return n end; f(1); pcall(f, {})", ""],
    ["a global function", "function f(n) return n end; f(1)", ""],
    ["a function that is assigned again", "local function f(n) return n end; f(1); f = nil", ""],
    ["a parameter that is assigned", `local function f(n) n = n or "x" return n end; f(1)`, "n number"],
    ["what a function gives", "local function f(n) return n * 2 end; local a = f(1)", "n number, a number"],
    ["a function that may give nothing", "local function f(n) if n > 1 then return 1 end end; local a = f(1)", "n number"],
  ])("%s", (_, source, expected) => {
    expect(typesIn(source)).toBe(expected);
  });
});
