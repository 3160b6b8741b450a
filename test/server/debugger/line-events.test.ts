/** Breakpoints on each line of a script, against the line hook of real Lua. */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { walkBlock } from "../../../compiler/analyse/walk.ts";
import type { Block, FunctionBody } from "../../../compiler/ast.ts";
import { parse } from "../../../compiler/parse/index.ts";
import { runReal } from "../../lua/oracle.ts";
import { runDebugged } from "./debug-lua.ts";

const SCRIPT = fileURLToPath(new URL("lines.lua", import.meta.url));
const SOURCE = readFileSync(SCRIPT, "latin1");

test("a breakpoint on each line with code stops when Lua comes to that line, and each time", async () => {
  const expected = realEvents().map(({ line }) => line);
  expect(expected.length).toBeGreaterThan(300);
  const { tool } = await runDebugged([SCRIPT], dirname(SCRIPT));
  for (const line of new Set(expected)) await tool.logAt(url, line);
  expect(await tool.nextStop()).toBeUndefined();
  expect(tool.passed.join(" ")).toBe(expected.join(" "));
});

/** So many steps go through all kinds of loops. */
const STEPS = 50;

test("stepping over goes from line to line of the function", async () => {
  const expected = realEvents().filter(({ linedefined }) => linedefined === 0);
  const { tool } = await runDebugged([SCRIPT], dirname(SCRIPT));
  await tool.breakAt(url, expected[0]?.line ?? 0);
  const lines: number[] = [];
  for (let stop = await tool.nextStop(); lines.length < STEPS; stop = stop && (await tool.step(stop)))
    lines.push(stop?.line ?? 0);
  // The debugger also stops where a local function is declared, and where a loop is entered.
  const met = expected.map(({ line }) => line);
  let count = 0;
  for (const line of lines) if (met[count] === line) count++;
  expect(count).toBeGreaterThan(0.7 * STEPS);
});

const url = pathToFileURL(SCRIPT).href;

interface LineEvent {
  readonly line: number;
  /** Where the running function is defined, 0 for the main chunk. */
  readonly linedefined: number;
}

/**
 * What the line hook of Lua 5.1 is told. Left out is where a closure is made, which has the line of the function's `end`: debuggers have
 * that line for the function's return.
 */
function realEvents(): LineEvent[] {
  const { stdout, error } = runReal("5.1", `${HOOKED}\nlocal text = ${longString(SOURCE)}\n${REPORT}`);
  expect(error).toBeUndefined();
  const ends = functionsOf(SOURCE);
  const events: LineEvent[] = [];
  let left = false;
  for (const event of stdout.trim().split(" ")) {
    const [line = 0, linedefined = 0] = event.split(":").map(Number);
    if (ends.some((body) => body.info.lastLineDefined === line && body.info.lineDefined > linedefined)) left = true;
    else {
      if (!(left && events.at(-1)?.line === line)) events.push({ line, linedefined });
      left = false;
    }
  }
  return events;
}

const HOOKED = `
local events, print, concat = {}, print, table.concat
local sethook, getinfo, wrap, create = debug.sethook, debug.getinfo, coroutine.wrap, coroutine.create
local function hook(_, line)
  local info = getinfo(2, "S")
  if info.source == "@script" then events[#events + 1] = line .. ":" .. info.linedefined end
end
-- Each coroutine has a hook of its own.
local function hooked(f) return function(...) sethook(hook, "l") return f(...) end end
coroutine.wrap = function(f) return wrap(hooked(f)) end
coroutine.create = function(f) return create(hooked(f)) end
`;

const REPORT = `
local f = assert(loadstring(text, "@script"))
_G.print = function() end
sethook(hook, "l") f() sethook()
print(concat(events, " "))
`;

function longString(text: string): string {
  return `[====[\n${text}]====]`;
}

function functionsOf(source: string): FunctionBody[] {
  const found: FunctionBody[] = [];
  const visit = (block: Block): void =>
    walkBlock(block, {
      expression: (expression) => {
        if (expression.kind !== "Function") return;
        found.push(expression.function);
        visit(expression.function.body);
      },
    });
  visit(parse(source, { chunkName: "lines.lua", dialect: "vpop3" }).body.body);
  return found;
}
