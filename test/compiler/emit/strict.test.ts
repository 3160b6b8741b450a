/** `tsc --strict` passes on every module: of programs where TypeScript knows more than Lua's types, of the corpus, and of random ones. */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Dialect } from "../../../compiler/ast.ts";
import { compile } from "../../../compiler/index.ts";
import { VERSIONS } from "../../fuzz/compare.ts";
import { programFrom } from "../../fuzz/program-text.ts";
import { readCorpus } from "../../lua/corpus.ts";
import { strictErrors } from "../strict-types.ts";

type Program = readonly [name: string, dialect: Dialect, source: string];

async function modulesOf(group: string, programs: readonly Program[]): Promise<Map<string, string>> {
  const modules = new Map<string, string>();
  for (const [name, dialect, source] of programs) {
    const result = await compile(source, { fileName: "case.lua", dialect });
    // Programs with mistakes in their syntax have no module.
    if (result.kind === "compiled") modules.set(`${group}: ${name} (${dialect})`, result.typescript);
  }
  return modules;
}

const CASES: readonly (readonly [title: string, ...statements: string[]])[] = [
  [
    "functions that are declared beside other values",
    "local f, g, h = {}, function(a, b) return a, b end, function(a) return a + 1 end local function k() print(g(1), g(1, 2), h(1), h()) return h(2) end k(f)",
  ],
  ["behind return", "do return end t.x = t[1] + 1"],
  ["behind a loop without end", "while true do t.x = t.y end t.x = t[1] + 1"],
  ["behind a loop that only dead code leaves", "while 1 do do return end if t then break end end t.x = t[1] + 1"],
  [
    "behind a loop without end, where a metatable may watch the globals",
    "setmetatable(_G, { __index = f }) function f(s) while true do if s then return 1 end s = g(s) end return s end",
  ],
  [
    "products in a loop that looks whether there is one yet",
    "local p = t.x if p == nil then for i = 1, f() do if p then p = p * t * f(i) else p = f(i) end end end return p",
  ],
  [
    "locals that a loop goes on with",
    "local v = t[f()] if v == nil then return end local d = not f(t) while not d do local k = f(v) local w = v.x[k] if w then v = w else d = true end end return v",
    "local v = t[f()] if v == nil then return end while f() do local w = v.x[t] if w then v = w end w = v.y if w == 1 then w = v end t.x = w end return v",
  ],
  ["behind repeat … until false", "repeat t.x = 1 until nil t.x = t[1] + 1"],
  ["behind a body that returns, in the condition of its loop", "repeat do return end until t.x.y == t[1] + 1"],
  [
    "behind branches that all leave",
    "if t then return 1 else return 2 end t.y = t[1] + 1",
    "if t.x then return else error() end t.y = t[1] + 1",
  ],
  ["behind goto", "goto over t.x = t[1] + 1 ::over:: t.y = t[1] + 1"],
  ["behind a goto that is never reached", "do return end do goto over end ::over:: t.y = t[1] + 1"],
  [
    "behind conditions that are literals",
    "if t.x or true then return end t.y = t[1] + 1",
    "while not nil do t.y = t[1] + 1 end t.x = t[1]",
  ],
  ["comparisons of literals", "print(1 == 2, -9 == -1, 'a' == 'b', true == false, nil == 1, (1) == ('1'))"],
  [
    "comparisons of locals that are literals",
    "local a, b, c, d = -8, -9, 'x', true print(a == b, a == 5, c == 'y', d == false, a == c)",
  ],
  [
    "comparisons of choices between literals",
    "print((t and 1 or 2) == 3, (t and 1 or 'x') == true, (t and nil) == 1, (nil and 1 or 2) == 5)",
  ],
  [
    "choices that are kept",
    "local c, d = t and 1 or 2, t and 'a' or 3 print(c == 4, d == true) local e = t == 1 and f() print(e == 5)",
  ],
  [
    "what a comparison was true for",
    "local n = #'abc' if n == 3 then local m = n m = m + 1 local k = n print(n == 4, m == 9, k == 5) end",
  ],
  ["what a comparison was false for", "if t ~= 1 then return end print(t == 2)", "if not (t == 1) then return end print(t == 2)"],
  [
    "equality with what a comparison was true for",
    "local s, q = f(1), f() if q == 'a' or q == 'b' then if s == q or q == s then f() end end",
  ],
  ["a function as a key", "local function g(l) l = l or f() local function h() l[h] = 1 return l[h] end t.h = h end t.g = g"],
  [
    "what one of several comparisons was true for, after conditions that were not",
    "local s = f() if f(1) then f() elseif s == 'a' or s == 'b' then if s == 'c' or s == 'd' then f() end end",
  ],
  [
    "what ended a loop",
    "repeat local v = f() t = v until t == 1 print(t == 2)",
    "local n = 0 repeat n = n + 1 until n == 3 print(n == 4)",
  ],
  ["what is left of a chain of conditions", "if t == 1 then f() elseif t == 2 then f(1) else return end print(t == 3, t == 4)"],
  ["the result of and, assigned again later", "local res = t == 1 and f and f == 2 if res then res = 55 end return res, 2"],
  [
    "a result that is an argument of the same call next, where objects are called",
    "local function fold(g, i, v) g = f(g) if v == nil then return end for e in i do v = g(v, e) end end setmetatable(t, { __call = fold })",
  ],
  [
    "items of a list beside arguments",
    "local function g(a, ...) local l = { ... } if a then for k, v in f(t) do l[#l + 1] = v end return g(a, 'x', unpack(l)) end return g(a, ...) end",
  ],
  ["string functions on literals", "print(('hello'):sub(1, 1), (''):byte(), string.sub('hello', 1, 1), ('x').rep('y', 3))"],
  [
    "functions that are not yet declared where a call waits",
    "f() local function g() return t end local function h(a) return g() end f(h(1))",
  ],
];

/** TypeScript looks back through 2 000 branches at most, one after the other. */
const times = (count: number, written: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => written(i)).join("\n");

const LONG: readonly (readonly [title: string, body: string])[] = [
  [
    "rules",
    `if t == nil then return end local n, c = 0, {} ${times(350, (i) => `if t.from == "k${i}" then n = n + 1 end if f(t, ${i}) then c[n] = f(t) end while n < ${i} do n = n + f(c) end`)} return n, c`,
  ],
  ["calls whose results are kept", `local a ${times(1100, (i) => `a = f(a, ${i})`)} return a`],
  ["conditions", `local a ${times(2100, (i) => `if a == ${i} then return f end`)} return a`],
  ["elseif", `if t == 1 then f() ${times(1100, (i) => `elseif f(t) == ${i} then t = 1`)} end return t`],
  ["fields with calls", `return { ${times(700, (i) => `["f ${i}"] = f(t),`)} }`],
  ["chained calls", `return t${":m()".repeat(1200)}`],
  ["a loop", `for i = 1, f() do ${times(1100, (i) => `if t == ${i} then f(i) end`)} end`],
];

const GROUPS = {
  "programs whose values TypeScript knows": CASES.flatMap(([title, ...bodies]) =>
    bodies.map(
      (body, i) =>
        [`${title}, ${i + 1}`, "5.2", `local t, f = ...\nlocal function whole(t, f)\n${body}\nend\ndo\n${body}\nend`] as const,
    ),
  ),
  "functions of thousands of branches": LONG.flatMap(
    ([title, body]) =>
      [
        [title, "5.1", `local t, f = ...\n${body}`],
        [`${title}, in a function`, "5.1", `function hook(t, f)\n${body}\nend`],
      ] as const,
  ),
  "the corpus": readCorpus(new URL("../../lua/corpus/", import.meta.url)).flatMap(({ name, versions, source }) =>
    versions.slice(-1).map((version) => [name, version, source] as const),
  ),
  "random programs": VERSIONS.flatMap((version) =>
    fc
      .sample(fc.array(fc.nat(999), { minLength: 20, maxLength: 200 }), { numRuns: 30, seed: 20_260_102 })
      .map((tape, i) => [`program ${i}`, version, programFrom(tape, version)] as const),
  ),
} as const;

const modules = new Map<string, ReadonlyMap<string, string>>();
let errors: readonly string[];

/** On a busy machine; else it takes some seconds. */
const TYPESCRIPT_MS = 240_000;

beforeAll(async () => {
  for (const [group, programs] of Object.entries(GROUPS)) modules.set(group, await modulesOf(group, programs));
  errors = strictErrors(new Map([...modules.values()].flatMap((found) => [...found])));
}, TYPESCRIPT_MS);

test.each(Object.keys(GROUPS))("%s", (group) => {
  expect(modules.get(group)?.size).toBeGreaterThan(group === "functions of thousands of branches" ? 11 : 20);
  expect(errors.filter((error) => error.startsWith(group))).toEqual([]);
});

test("a mistake is found", () => {
  expect(strictErrors(new Map([["wrong", "export const text: string = 1;\n"]]))).toEqual([
    "wrong: 1: TS2322 Type 'number' is not assignable to type 'string'., at export const text: string = 1;",
  ]);
});
