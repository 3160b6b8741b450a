/**
 * Real Lua as the judge: PUC Lua 5.0.3, 5.1.5 and 5.2.4 compiled to WebAssembly (`lua-wasm-bindings`), in this process.
 *
 * Strings cross the border as NUL-ended UTF-8 on a small stack, so source goes in as escaped ASCII in pieces, and what comes
 * out is escaped by Lua itself. In this file's interface strings are byte strings.
 */
import { createRequire } from "node:module";
import type { LauxLib, Lua, LuaLib } from "lua-wasm-bindings/dist/lua.js";

export type RealVersion = "5.0" | "5.1" | "5.2";

export interface RealOutcome {
  /** Everything `print`, `io.write` and `io.stdout:write` put out. */
  readonly stdout: string;
  /** `tostring` of the error that ended the chunk (a syntax error too), or undefined. */
  readonly error: string | undefined;
}

interface Binding {
  readonly lua: Lua;
  readonly lauxlib: LauxLib;
  readonly lualib: LuaLib;
}

const MODULES: Readonly<Record<RealVersion, string>> = {
  "5.0": "lua-wasm-bindings/dist/lua.50.js",
  "5.1": "lua-wasm-bindings/dist/lua.51.js",
  "5.2": "lua-wasm-bindings/dist/lua.52.js",
};

const require = createRequire(import.meta.url);

/** Fits, escaped, well on the stack that arguments cross on. */
const PIECE_BYTES = 4096;

/**
 * Runs a chunk in a fresh state with all libraries. `chunkName` is as for `load`: `=name` or `@file`, default `=case`.
 * `instructions` bounds the run (default 50 million VM instructions; then the error is "too many instructions").
 */
export function runReal(
  version: RealVersion,
  source: string,
  options: { readonly chunkName?: string; readonly instructions?: number } = {},
): RealOutcome {
  const answer = ask(version, source, options.chunkName ?? "=case", RUN(options.instructions ?? 50_000_000));
  const split = answer.indexOf("\n");
  const error = answer.slice(split + 1);
  return { stdout: unescaped(answer.slice(0, split)), error: error === "" ? undefined : unescaped(error.slice(1)) };
}

/** The message with which a version refuses to compile the chunk, or undefined if it takes it. */
export function compileReal(version: RealVersion, source: string, chunkName = "=case"): string | undefined {
  const [error = ""] = compileRealAll(version, [source], chunkName);
  return error === undefined || error === "" ? undefined : error;
}

/** `compileReal` of many sources in one state: much faster. "" stands for "taken". */
export function compileRealAll(version: RealVersion, sources: readonly string[], chunkName = "=case"): string[] {
  const answers: string[] = [];
  const { lua, lauxlib, lualib } = binding(version);
  const state = lauxlib.luaL_newstate();
  try {
    lualib.luaL_openlibs(state);
    const run = runner(lua, lauxlib, state);
    run(PRELUDE(version));
    for (const source of sources) {
      send(run, source, chunkName);
      const answer = run(
        "return ORACLE_ask(function(load) local f, e = load() if f then return '' end return ORACLE_escape(e) end)",
      );
      answers.push(unescaped(answer));
    }
  } finally {
    lua.lua_close(state);
  }
  return answers;
}

function ask(version: RealVersion, source: string, chunkName: string, question: string): string {
  const { lua, lauxlib, lualib } = binding(version);
  const state = lauxlib.luaL_newstate();
  try {
    lualib.luaL_openlibs(state);
    const run = runner(lua, lauxlib, state);
    run(PRELUDE(version));
    send(run, source, chunkName);
    return run(question);
  } finally {
    lua.lua_close(state);
  }
}

function binding(version: RealVersion): Binding {
  const before = EVENTS.map((event) => process.listeners(event));
  const loaded = require(MODULES[version]) as Binding; // the package's declarations type each of these modules so
  // Emscripten's glue takes over uncaught errors of the whole process and prints itself; not here.
  for (const [i, event] of EVENTS.entries()) {
    for (const listener of process.listeners(event)) if (!before[i]?.includes(listener)) process.off(event, listener);
  }
  return loaded;
}

// `listeners` and `off` are declared for one event at a time.
const EVENTS = ["uncaughtException", "unhandledRejection"] as unknown as readonly "uncaughtException"[];

/** Runs trusted Lua text and gives its one string result. */
function runner(lua: Lua, lauxlib: LauxLib, state: ReturnType<LauxLib["luaL_newstate"]>): (text: string) => string {
  return (text) => {
    lua.lua_settop(state, 0);
    const status = lauxlib.luaL_dostring(state, text);
    const result = lua.lua_gettop(state) > 0 ? lua.lua_tostring(state, -1) : "";
    if (status !== 0) throw new Error(`the oracle's own Lua failed: ${result}`);
    return result;
  };
}

function send(run: (text: string) => string, source: string, chunkName: string): void {
  run(`ORACLE_source, ORACLE_name = "", ${literal(chunkName)}`);
  for (let at = 0; at < source.length; at += PIECE_BYTES) {
    run(`ORACLE_source = ORACLE_source .. ${literal(source.slice(at, at + PIECE_BYTES))}`);
  }
}

function literal(text: string): string {
  let out = '"';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 255) throw new RangeError(`the oracle takes byte strings; character ${i} has the code ${code}`);
    const plain = code >= 32 && code < 127 && code !== 34 && code !== 92;
    out += plain ? text.charAt(i) : `\\${String(code).padStart(3, "0")}`;
  }
  return `${out}"`;
}

function unescaped(text: string): string {
  return text.replace(/\\(\d\d\d)/g, (_, digits: string) => String.fromCharCode(Number(digits)));
}

/** Quotes a name as the version's messages do. */
function quoted(version: RealVersion, name: string): string {
  return version === "5.0" ? `\`${name}'` : `'${name}'`;
}

/** Functions of the question, and a `print` that collects. 5.0 has no `...` expression, 5.2 no `arg`. */
const PRELUDE = (version: RealVersion): string => {
  const rest = version === "5.0" ? "arg" : "{n = select('#', ...), ...}";
  return `
local tostring, loadstring, load, gsub, format, byte, concat, type, pcall, select, sethook, error =
  tostring, loadstring, load, string.gsub, string.format, string.byte, table.concat, type, pcall, select, debug.sethook, error
local out, count = {}, 0
local function put(s) out[count + 1] = s count = count + 1 end
local function escape(s)
  s = tostring(s)
  return (gsub(s, "[^ -%[%]-~]", function(c) return format("\\\\%03d", byte(c)) end))
end
local function output() return escape(concat(out, "", 1, count)) end
ORACLE_escape = escape
function ORACLE_ask(f)
  return f(function()
    ${version === "5.2" ? "return load(ORACLE_source, ORACLE_name, 't')" : "return loadstring(ORACLE_source, ORACLE_name)"}
  end)
end
function ORACLE_run(load, instructions)
  local f, e = load()
  if not f then return "\\n!" .. escape(e) end
  ORACLE_source, ORACLE_name, ORACLE_escape, ORACLE_ask, ORACLE_run = nil
  local late = false
  sethook(function() late = true error("too many instructions", 0) end, "", instructions)
  local ok, e = pcall(f)
  sethook()
  local small, text = pcall(output)
  if not small then return "\\n!too many instructions" end
  if late then return text .. "\\n!too many instructions" end
  if ok then return text .. "\\n" end
  return text .. "\\n!" .. escape(e)
end
function print(...)
  local args = ${rest}
  for i = 1, args.n do
    if i > 1 then put("\\t") end
    local s = tostring(args[i])
    if type(s) ~= "string" and type(s) ~= "number" then error("${quoted(version, "tostring")} must return a string to ${quoted(version, "print")}", 2) end
    put(s)
  end
  put("\\n")
end
function io.write(...)
  local args = ${rest}
  for i = 1, args.n do put(tostring(args[i])) end
  return io.stdout
end
io.stdout = {
  write = function(self, ...)
    local args = ${rest}
    for i = 1, args.n do put(tostring(args[i])) end
    return self
  end,
  flush = function() return true end,
  setvbuf = function() return true end,
}
`;
};

const RUN = (instructions: number): string => `
local run = ORACLE_run
return ORACLE_ask(function(load) return run(load, ${instructions}) end)`;
