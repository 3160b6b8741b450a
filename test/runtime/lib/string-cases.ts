/**
 * Cases of the string library, run here and by a real Lua, and their results as text that can be compared.
 */
import type { Dialect } from "../../../compiler/ast.ts";
import { Budget } from "../../../runtime/budget.ts";
import { LuaError } from "../../../runtime/error.ts";
import { GlobalTable } from "../../../runtime/globals.ts";
import type { Host } from "../../../runtime/host.ts";
import { createStringLibrary } from "../../../runtime/lib/string.ts";
import { rt } from "../../../runtime/machine.ts";
import { type Limits, Realm } from "../../../runtime/realm.ts";
import { none, results, several } from "../../../runtime/results.ts";
import { LuaTable } from "../../../runtime/table.ts";
import type { LuaFunction, Value } from "../../../runtime/value.ts";
import { type RealVersion, runReal } from "../../lua/oracle.ts";

/** A function or table argument: its Lua text and the same in JavaScript. */
export interface Both {
  readonly lua: string;
  readonly js: () => Value;
}

export type Argument = undefined | boolean | number | string | Both;

/** A call of `string.<name>`; with `each`, the results of all calls of the iterator it gives. */
export interface Case {
  readonly name: string;
  readonly args: readonly Argument[];
  readonly each?: boolean;
}

/** Replacements for gsub, by what they do. */
export const CALLBACKS: Readonly<Record<"bracket" | "nothing" | "no" | "number" | "list" | "table" | "wrongTable", Both>> = {
  bracket: { lua: 'function(a, b) return "<" .. tostring(a) .. "," .. tostring(b) .. ">" end', js: () => bracket },
  nothing: { lua: "function() end", js: () => () => none() },
  no: { lua: "function() return false end", js: () => () => false },
  number: { lua: "function() return 0.5, 1 end", js: () => () => several([0.5, 1]) },
  list: { lua: "function() return {} end", js: () => () => new LuaTable() },
  table: {
    lua: '{a = "A", b = 2, ab = "x", [1] = "one"}',
    js: () =>
      tableOf([
        ["a", "A"],
        ["b", 2],
        ["ab", "x"],
        [1, "one"],
      ]),
  },
  wrongTable: {
    lua: "{a = true, b = false}",
    js: () =>
      tableOf([
        ["a", true],
        ["b", false],
      ]),
  },
};

const bracket: LuaFunction = (a, b) => `<${shown(a)},${shown(b)}>`;

function shown(value: Value): string {
  return value === undefined ? "nil" : String(value);
}

function tableOf(entries: readonly (readonly [Value, Value])[]): LuaTable {
  const table = new LuaTable();
  for (const [key, value] of entries) table.set(key, value);
  return table;
}

/** What the string library needs of a host: a clock that stands, memory that is never short. */
const HOST = {
  clock: { nowMs: () => 0 },
  memory: { usedBytes: () => 1, leftBytes: () => 1, collect: () => undefined },
} as unknown as Host; // the string library asks for nothing else

/** Makes the registers those of an instance of `dialect` with nothing in it. */
export function enterRealm(dialect: Dialect, limits?: Partial<Limits>): void {
  const all: Limits = { fuel: 1e9, memoryBytes: 1e9, deadlineMs: Number.POSITIVE_INFINITY, ...limits };
  const budget = new Budget(all, HOST);
  rt.realm = new Realm(dialect, HOST, all, new GlobalTable(), budget);
  budget.enter();
}

/** The result of each case here, a line each. */
export function runHere(dialect: Dialect, cases: readonly Case[]): string[] {
  enterRealm(dialect);
  const library = createStringLibrary(dialect);
  return cases.map((one) => {
    const f = library.get(one.name);
    if (typeof f !== "function") return "!no such function";
    try {
      const values = results(f(...one.args.map((argument) => (typeof argument === "object" ? argument.js() : argument))));
      if (one.each !== true) return encoded(values);
      const lines: string[] = [];
      const next = values[0];
      if (typeof next !== "function") return `not an iterator: ${encoded(values)}`;
      for (;;) {
        const found = results(next());
        lines.push(encoded(found));
        if (found[0] === undefined) return lines.join(";");
      }
    } catch (error) {
      rt.cCalls = 0; // the error left the libraries here, not at a pcall
      if (error instanceof LuaError) return `!${escaped(String(error.value))}`;
      throw error;
    }
  });
}

function encoded(values: readonly Value[]): string {
  return values
    .map((value) => {
      if (typeof value === "string") return `s${escaped(value)}`;
      if (typeof value === "number") return `#${value}`;
      return value === undefined ? "nil" : String(value);
    })
    .join(",");
}

function escaped(text: string): string {
  return text.replace(/[^ -Z^-~]/g, (c) => `\\${String(c.charCodeAt(0)).padStart(3, "0")}`);
}

/** A string as a Lua literal that all versions read the same. */
export function luaLiteral(argument: Argument): string {
  switch (typeof argument) {
    case "string":
      return `"${argument.replace(/[^ !#-[\]-~]/g, (c) => `\\${String(c.charCodeAt(0)).padStart(3, "0")}`)}"`;
    case "number":
      if (Number.isNaN(argument)) return "(0/0)";
      if (Object.is(argument, -0)) return "(-1/(1/0))";
      return Number.isFinite(argument) ? `(${argument.toExponential(17)})` : argument > 0 ? "(1/0)" : "(-1/0)";
    case "object":
      return `(${argument.lua})`;
    default:
      return argument === undefined ? "nil" : String(argument);
  }
}

/** A Lua program that prints the result of each case, a line each. */
export function luaProgram(version: RealVersion, cases: readonly Case[]): string {
  const old = version === "5.0";
  const lines = cases.map((one) => {
    const call = `string.${one.name}(${one.args.map(luaLiteral).join(", ")})`;
    return `run(function() local s = ${one.each === true ? "all" : "pack"}(${call}) return s end)`;
  });
  // A function may not have too many constants, so cases come in functions of their own.
  const groups: string[] = [];
  for (let i = 0; i < lines.length; i += 50) groups.push(`(function() ${lines.slice(i, i + 50).join("\n")} end)()`);
  return `
local gsub, format, byte, concat, type, pcall = string.gsub, string.format, string.byte, table.concat, type, pcall
local function escape(s) return (gsub(s, "[^ -Z^-~]", function(c) return format("\\\\%03d", byte(c)) end)) end
local function show(v)
  if type(v) == "string" then return "s" .. escape(v) end
  if type(v) == "number" then return "#" .. format("%.17g", v) end
  return tostring(v)
end
function pack(...)
  local args = ${old ? "arg" : "{n = select('#', ...), ...}"}
  local t = {}
  for i = 1, args.n do t[i] = show(args[i]) end
  return concat(t, ",")
end
function all(f)
  local t, i, r = {}, 0
  repeat
    r = {f()}
    i = i + 1
    t[i] = pack(unpack(r))
  until r[1] == nil
  return concat(t, ";")
end
unpack = unpack or table.unpack
function run(f)
  local ok, r = pcall(f)
  if ok then print(r) else print("!" .. escape((gsub(tostring(r), "^case:%d+: ", "")))) end
end
${groups.join(";\n")}`;
}

/** The result of each case in real Lua. Numbers are written the JavaScript way. */
export function runThere(version: RealVersion, cases: readonly Case[]): string[] {
  const { stdout, error } = runReal(version, luaProgram(version, cases));
  if (error !== undefined) throw new Error(`the oracle refused the cases: ${error}`);
  return linesOf(stdout, cases.length);
}

/** Cuts a program's output into one line per case. */
export function linesOf(stdout: string, count: number): string[] {
  const lines = stdout.split("\n").slice(0, -1);
  if (lines.length !== count) throw new Error(`the oracle gave ${lines.length} lines for ${count} cases`);
  return lines.map((line) =>
    line.replace(/(^|[,;])#([^,;]*)/g, (_, before: string, digits: string) => `${before}#${number(digits)}`),
  );
}

function number(digits: string): string {
  if (digits.includes("inf")) return digits.startsWith("-") ? "-Infinity" : "Infinity";
  return digits.includes("nan") ? "NaN" : String(Number(digits));
}

/**
 * A difference from the oracle that is known: `is` tells which cases have it, `reason` why. Those cases must differ, else the entry is out
 * of date.
 */
export interface KnownDifference {
  readonly versions: readonly RealVersion[];
  readonly reason: string;
  readonly is: (one: Case, there: string) => boolean;
}

export const VERSIONS: readonly RealVersion[] = ["5.0", "5.1", "5.2"];

/** Runs the cases here and there; what differs unexpectedly, and what is listed as different but is not. */
export function compare(version: RealVersion, cases: readonly Case[], known: readonly KnownDifference[] = []): string[] {
  const here = runHere(version, cases);
  const there = runThere(version, cases);
  return cases.flatMap((one, i) => {
    const entry = known.find((difference) => difference.versions.includes(version) && difference.is(one, there[i] ?? ""));
    const differ = here[i] !== there[i];
    if (differ === (entry !== undefined)) return [];
    const call = `string.${one.name}(${one.args.map(luaLiteral).join(", ")})`;
    return [
      differ ? `${call}: here ${here[i]}, there ${there[i]}` : `${call}: listed as different, but is not (${entry?.reason})`,
    ];
  });
}
