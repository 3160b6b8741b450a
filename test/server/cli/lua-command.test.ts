import { expect, test } from "vitest";
import { type Run, runLua } from "./run-lua-command.ts";

const HELLO = { "hello.lua": "print('hello', ...)" };
const BANNER = /^Lua 5\.1 {2}Moonpost [\d.]+ {2}Copyright \(C\) \d+ .*\n$/;

test.each<[string, Run, string]>([
  ["runs a script with its arguments", { args: ["hello.lua", "a", "-v"], files: HELLO }, "hello\ta\t-v\n"],
  ["takes what follows -- as the script", { args: ["--", "hello.lua"], files: HELLO }, "hello\n"],
  ["runs the standard input without a script", { args: [], input: "print(1, arg)" }, "1\tnil\n"],
  ["runs the standard input for -", { args: ["-", "x"], input: "#!lua\nprint(arg[0], ...)" }, "-\tx\n"],
  ["executes -e texts in their order", { args: ["-ea=1", "-e", "print(a, arg)"] }, "1\tnil\n"],
  ["runs the script after -e", { args: ["-e", "print(1)", "hello.lua"], files: HELLO }, "1\nhello\n"],
  [
    "loads libraries for -l",
    { args: ["-lx", "-l", "y", "-e", "print(X, Y)"], files: { "x.lua": "X=1", "y.lua": "Y=2" } },
    "1\t2\n",
  ],
  [
    "counts the whole command line from the script",
    { args: ["-e", "", "a.lua", "b"], files: { "a.lua": "print(arg[-4], arg[-3], arg[-2], arg[-1], arg[0], arg[1], arg[2])" } },
    "nil\tlua\t-e\t\ta.lua\tb\tnil\n",
  ],
  ["runs LUA_INIT before all else", { args: ["-e", "print(a)"], environment: { LUA_INIT: "a = 1" } }, "1\n"],
  [
    "runs the file of LUA_INIT",
    { args: ["-e", "print(a)"], files: { "i.lua": "a=2" }, environment: { LUA_INIT: "@i.lua" } },
    "2\n",
  ],
  [
    "starts itself with options of its own alone",
    { args: ["-"], input: "print(os.execute(arg[-1] .. ' -h 2>&1 | grep -c Options: '))" },
    "0\n256\n",
  ],
  [
    "has room for Lua's recursion",
    { args: ["-e", "local function depth(n) return n == 0 and 0 or 1 + depth(n - 1) end print(depth(19000))"] },
    "19000\n",
  ],
  [
    "is a level below the main chunk, without locals that have names",
    { args: ["-e", "print(select('#', debug.getlocal(2, 99)), getfenv(2) == _G, pcall(getfenv, 4))"] },
    "1\ttrue\tfalse\tbad argument #1 to '?' (invalid level)\n",
  ],
  ["can start itself", { args: ["-"], input: "os.execute(arg[-1] .. ' -e \"print(2)\"')" }, "2\n"],
])("the lua program %s", async (_, run, stdout) => {
  expect(await runLua("5.1", run)).toEqual({ code: 0, stdout, stderr: "" });
});

test.each<[string, string, Run, string]>([
  [
    "5.1",
    "an error with a traceback",
    { args: ["-e", "error('x')"] },
    "lua: (command line):1: x\nstack traceback:\n\t[C]: in function 'error'\n\t(command line):1: in main chunk\n\t[C]: ?\n",
  ],
  [
    "5.1",
    "an error in the words of what stands for debug.traceback",
    {
      args: ["-e", "local t = debug.traceback debug.traceback = function(m, l) return l .. '<' .. t(m, l) .. '>' end error('x')"],
    },
    "lua: 2<(command line):1: x\nstack traceback:\n\t[C]: ?\n\t[C]: in function 'error'\n\t(command line):1: in main chunk\n\t[C]: ?>\n",
  ],
  [
    "5.1",
    "an error without a traceback where there is no function for it",
    { args: ["-e", "debug = nil error('x')"] },
    "lua: (command line):1: x\n",
  ],
  [
    "5.1",
    "an error in that function",
    { args: ["-e", "debug.traceback = function(m) error(m) end error('x')"] },
    "lua: error in error handling\n",
  ],
  ["5.1", "an error that is no string", { args: ["-e", "error{}"] }, "lua: (error object is not a string)\n"],
  ["5.2", "an error that is no string", { args: ["-e", "error{}"] }, "lua: (no error message)\n"],
  [
    "5.2",
    "an error by its __tostring",
    { args: ["-e", "error(setmetatable({}, {__tostring = function() return 'E' end}))"] },
    "lua: E\n",
  ],
  [
    "5.2",
    "nothing of an error whose __tostring gives nil",
    { args: ["-e", "error(setmetatable({}, {__tostring = function() end}))"] },
    "",
  ],
  [
    "5.2",
    "an error whose __tostring gives no string",
    { args: ["-e", "error(setmetatable({}, {__tostring = function() return {} end}))"] },
    "lua: (error object is not a string)\n",
  ],
  [
    "5.2",
    "the error in the __tostring of an error",
    { args: ["-e", "error(setmetatable({}, {__tostring = function() error('x') end}))"] },
    "lua: (command line):1: x\nstack traceback:\n\t[C]: in function 'error'\n\t(command line):1: in function <(command line):1>\n" +
      "\t[C]: in ?\n\t[C]: in function 'error'\n\t(command line):1: in main chunk\n\t[C]: in ?\n",
  ],
  [
    "5.2",
    "an error that is a file by the __tostring of files",
    { args: ["-e", "getmetatable(io.stdout).__tostring = function() return 'F' end error(io.stdout)"] },
    "lua: F\n",
  ],
  ["5.0", "an error that is no string", { args: ["-e", "error({})"] }, "lua: (error with no message)\n"],
  ["5.2", "nothing of an error that is nil", { args: ["-e", "error()"] }, ""],
  [
    "5.1",
    "an error of what took the place of debug.traceback",
    { args: ["-e", "debug.traceback = error error('x')"] },
    "lua: error in error handling\n",
  ],
  ["5.1", "a wrong text", { args: ["-e", "?"] }, "lua: (command line):1: unexpected symbol near '?'\n"],
  ["5.1", "a missing file", { args: ["x.lua"] }, "lua: cannot open x.lua: No such file or directory\n"],
])("the lua program of %s tells %s and ends with 1", async (version, _, run, stderr) => {
  expect(await runLua(version, run)).toEqual({ code: 1, stdout: "", stderr });
});

test.each([
  ["5.1", ["-x"], "usage: lua [options] [script [args]].\nAvailable options are:\n"],
  ["5.1", ["-e"], "usage: lua [options] [script [args]].\nAvailable options are:\n"],
  ["5.2", ["-x"], "lua: unrecognized option '-x'\nusage: lua [options] [script [args]]\n"],
  ["5.2", ["-e"], "lua: '-e' needs argument\nusage: lua [options] [script [args]]\n"],
  ["5.2", ["-l", "-v"], "lua: '-l' needs argument\nusage: lua [options] [script [args]]\n"],
])("the lua program of %s refuses %j", async (version, args, start) => {
  const { code, stdout, stderr } = await runLua(version, { args });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(start);
});

test("-v tells the version, on standard output in 5.2", async () => {
  expect((await runLua("5.1", { args: ["-v"] })).stderr).toMatch(BANNER);
  expect((await runLua("5.2", { args: ["-v", "--"] })).stdout).toMatch(/^Lua 5\.2 /);
});

test("5.2 tells the version before LUA_INIT runs", async () => {
  const { stdout } = await runLua("5.2", { args: ["-v"], environment: { LUA_INIT: "print(1)" } });
  expect(stdout).toMatch(/^Lua 5\.2 .*\n1\n$/);
});

test.each([
  ["5.1", [], "x;;", /^x;\.\/\?\.lua;.*init\.lua;$/],
  ["5.1", [], ";;x", /^;\.\/\?\.lua;.*init\.lua;x$/],
  ["5.2", [], "x;;", /^x;\/usr.*;\.\/\?\.lua;$/],
  ["5.2", ["-E"], "x;;", /^\/usr.*;\.\/\?\.lua$/],
])("the search path of %s with %j and LUA_PATH=%s", async (version, options, path, expected) => {
  const run = { args: [...options, "-e", "io.write(package.path)"], environment: { LUA_PATH: path } };
  expect((await runLua(version, run)).stdout).toMatch(expected);
});

test.each([
  [["--", "-x"], "luac: cannot open -x: No such file or directory\n"],
  [["."], "luac: cannot read .: Is a directory\n"],
  [["-o", "absent/x", "hello.lua"], "luac: cannot open absent/x: No such file or directory\n"],
])("luac tells that it cannot reach a file: %j", async (args, stderr) => {
  expect(await runLua("5.1c", { args, files: HELLO })).toEqual({ code: 1, stdout: "", stderr });
});

test.each<[string, Run, number]>([
  ["at the prompt, before os.exit", { args: ["-i"], input: "error(('y'):rep(2^22), 0)\nos.exit(0)\n" }, 0],
  ["of a script", { args: ["-e", "error(('y'):rep(2^22), 0)"] }, 1],
])("all of a message is written %s, however long it is", async (_, run, code) => {
  const ended = await runLua("5.1", run);
  expect(ended.code).toBe(code);
  expect(ended.stderr.match(/y{9,}/)?.[0]).toHaveLength(2 ** 22);
});

test("-i runs the script, then prompts: statements over several lines, expressions, mistakes", async () => {
  const input = "x = 1\n=x, 2\nfor i = 1, 2 do\nprint(i)\nend\nerror'e'\nx x\n_PROMPT = '? '\nlocal function";
  const { code, stdout, stderr } = await runLua("5.1", { args: ["-i", "hello.lua"], input, files: HELLO });
  expect(code).toBe(0);
  expect(stdout).toBe("hello\n> > 1\t2\n> >> >> 1\n2\n> > > ? >> \n");
  expect(stderr.replace(/^Lua .*\n/, "")).toBe(
    "stdin:1: e\nstack traceback:\n\t[C]: in function 'error'\n\tstdin:1: in main chunk\n\t[C]: ?\nstdin:1: '=' expected near 'x'\n",
  );
});

test.each([
  [
    "5.0",
    "error calling `print' (attempt to call a nil value)\n1:4 [1,2]\nerror calling `print' (stdin:1: p)\nerror calling `print' ((null))\n",
  ],
  [
    "5.1",
    "error calling 'print' (attempt to call a nil value)\n1:4 [1,2]\nerror calling 'print' (stdin:1: p)\nerror calling 'print' ((null))\n",
  ],
])("at the prompt of %s errors of print have words of their own; numbers are prompts, too", async (version, told) => {
  const input = [
    "_PROMPT = 1",
    "p = print print = nil",
    "=2",
    "function print(x, y) io.stderr:write(x, ':', y, ' [', _PROMPT, ',', '2]\\n') end",
    "return 1, 4",
    "function print() error('p') end",
    "=2",
    "function print() error({}) end",
    "=2",
  ];
  const { stdout, stderr } = await runLua(version, { args: ["-i"], input: input.join("\n") });
  expect(stdout).toBe("> 111111111\n");
  expect(stderr.replace(/^Lua .*\n/, "")).toBe(told);
});

test.each([
  ["5.1", 1, "first\n"],
  ["5.2", 1, ""],
])("%s runs LUA_INIT before it reads its options, or not", async (version, code, stdout) => {
  const environment = { LUA_INIT: "print('first')" };
  expect(await runLua(version, { args: ["-x"], environment })).toMatchObject({ code, stdout });
});

test("debug.debug runs lines with their ends", async () => {
  const { stderr } = await runLua("5.1", { args: ["-e", "debug.debug()"], input: "x =\ncont\n" });
  expect(stderr).toBe("lua_debug> (debug command):2: unexpected symbol near '<eof>'\nlua_debug> ");
});

test("a program of io.popen runs beside the script", async () => {
  const files = {
    "beside.lua": `
os.execute("mkfifo both")
local reading = io.popen("echo one; read word < both; echo got $word; exit 3")
print(reading:read())
local answer = io.open("both", "w") answer:write("go\\n") answer:close()
print(reading:read(), reading:read())
print(reading:close())
print(pcall(reading.read, reading))
local writing = io.popen("read word; echo $word > both; read word; kill -9 $$", "w")
writing:write("first\\n") writing:flush()
print(io.open("both"):read())
writing:write("second\\n")
print(writing:close())
local all = io.popen("yes | head -c 300000")
print(all:read(3), #all:read("*a"), all:seek("set"))
print(all:write("x"))
local waits = io.popen("cat; echo ended", "w")
waits:write("never closed\\n")`,
  };
  const { stdout, stderr } = await runLua("5.2", { args: ["beside.lua"], files });
  expect(stderr).toBe("");
  expect(stdout).toBe(
    "one\ngot go\tnil\nnil\texit\t3\nfalse\tattempt to use a closed file\nfirst\nnil\tsignal\t9\ny\ny\t299997\tnil\tIllegal seek\t29\n" +
      "nil\tBad file descriptor\t9\nnever closed\nended\n",
  );
});

test.each([
  ["5.1", "to stderr\nprinted\n"],
  ["5.2", "printed\nto stderr\n"],
])("what %s prints stands where C's stdio puts it", async (version, expected) => {
  const files = {
    "both.lua": 'print("printed") io.stderr:write("to stderr\\n")',
    "run.lua": 'io.write((io.popen(arg[-1] .. " both.lua 2>&1"):read("*a")))',
  };
  expect((await runLua(version, { args: ["run.lua"], files })).stdout).toBe(expected);
});

test("an error in the reader of load is shown as the program shows errors, unless somebody handles it", async () => {
  const files = {
    "reader.lua": `print(load(function() error("no text") end))
print(pcall(load, function() error("no text") end))
print(load(function() error(setmetatable({}, {__tostring = function() return "object" end})) end))`,
  };
  const { stdout } = await runLua("5.2", { args: ["reader.lua"], files });
  expect(stdout).toBe(
    "nil\treader.lua:1: no text\nstack traceback:\n\t[C]: in function 'error'\n\treader.lua:1: in function <reader.lua:1>\n" +
      "\t[C]: in function 'load'\n\treader.lua:1: in main chunk\n\t[C]: in ?\n" +
      "true\tnil\treader.lua:2: no text\nnil\tobject\n",
  );
});

test("5.2 words the error of a finaliser anew, and no message handler gets it", async () => {
  const files = {
    "gc.lua": `local function collected(finalizer) setmetatable({}, {__gc = finalizer}) return collectgarbage() end
for _, value in ipairs{"text", 5, {}, "cut\\0off"} do print(pcall(collected, function() error(value) end)) end
print(xpcall(collected, function(message) return "handled: " .. message end, function() error("in it") end))
collected(function() error("last") end)`,
  };
  const { stdout, stderr } = await runLua("5.2", { args: ["gc.lua"], files });
  expect(stdout).toBe(
    "false\terror in __gc metamethod (gc.lua:2: text)\nfalse\terror in __gc metamethod (gc.lua:2: 5)\n" +
      "false\terror in __gc metamethod (no message)\nfalse\terror in __gc metamethod (gc.lua:2: cut)\n" +
      "false\terror in __gc metamethod (gc.lua:3: in it)\n",
  );
  expect(stderr).toMatch(/: error in __gc metamethod \(gc\.lua:4: last\)\n$/);
});

test.each([
  ["5.1", /:1: ab\n$/],
  ["5.2", /:1: ab\nstack traceback:\n/],
] as const)("%s shows an error up to the first zero, as C does", async (version, shown) => {
  expect((await runLua(version, { args: ["-e", 'error("ab\\0cd")'] })).stderr).toMatch(shown);
});

test.each([
  ["5.1", "function\tmain\tmain.lua\ntrue\nnil\ttrue\n"],
  ["5.2", "function\tmain\tmain.lua\ntrue\n_ENV\ttrue\n"],
])("a library gets the main function of a file that calls it, in %s with its environment", async (version, expected) => {
  const files = {
    "asking.lua": `local asking = {}
function asking.caller() return debug.getinfo(2, "f").func end
function asking.environment(f) return debug.getupvalue(f, 1) end
return asking`,
    "main.lua": `local asking = require("asking")
local main = asking.caller()
local info = debug.getinfo(main, "S")
print(type(main), info.what, info.short_src)
print(main == asking.caller())
local name, environment = asking.environment(main)
print(name, environment == (name and _G))`,
  };
  expect((await runLua(version, { args: ["main.lua"], files })).stdout).toBe(expected);
});

test.each(["5.1", "5.2"] as const)(
  "%s looks for the file of a module by its name up to the first zero, as C does",
  async (version) => {
    const files = { "x.lua": "return 'of x'", "main.lua": "print(require('x\\0y'))" };
    expect((await runLua(version, { args: ["main.lua"], files })).stdout).toBe("of x\n");
  },
);

test.each([
  'for key in pairs(debug.getinfo(1)) do if key == "func" then print(key) end end',
  'local function f() return next(debug.getinfo(1, "f")) end print((f()))',
  "local function f() return debug.getinfo(1)['func'] end print(f() == f and 'func')",
])("a program that asks for the function of a level gets it: %s", async (program) => {
  expect((await runLua("5.1", { args: ["a.lua"], files: { "a.lua": program } })).stdout).toBe("func\n");
});

test("5.2 words a yield that a finaliser is refused in a coroutine as the finaliser's error", async () => {
  const program = `local function collect() setmetatable({}, {__gc = function() coroutine.yield() end}) collectgarbage() end
coroutine.wrap(function() print(pcall(collect)) end)()`;
  expect((await runLua("5.2", { args: ["a.lua"], files: { "a.lua": program } })).stdout).toBe(
    "false\terror in __gc metamethod (attempt to yield across a C-call boundary)\n",
  );
});

test.each(["5.1", "5.2"] as const)("%s can open a folder, but not read it as a script", async (version) => {
  const files = { a: "", "i.lua": 'package.path = "?" print(loadfile(".")) print(pcall(require, ".")) print(loadfile("a/b"))' };
  const { stdout, stderr } = await runLua(version, { args: ["-l", "i", "."], files, environment: { LUA_PATH: "?.lua" } });
  expect(stdout).toBe(
    "nil\tcannot read .: Is a directory\n" +
      "false\terror loading module '.' from file '/':\n\tcannot read /: Is a directory\n" +
      "nil\tcannot open a/b: Not a directory\n",
  );
  expect(stderr).toBe("lua: cannot read .: Is a directory\n");
});

test("5.2 closes files as io.close does, and takes whole offsets and exact modes only", async () => {
  const files = {
    "files.lua": `local f = io.tmpfile()
io.output(f) print(f.close == io.close, f.close(), io.type(f))
for _, offset in ipairs{2.7, 2^63, -2^63 - 2^11, 0/0} do print(pcall(function() io.tmpfile():seek("set", offset) end)) end
print(pcall(io.open, "files.lua", "rbb"))`,
  };
  const outside = "false\tfiles.lua:3: bad argument #2 to 'seek' (not an integer in proper range)\n";
  expect((await runLua("5.2", { args: ["files.lua"], files })).stdout).toBe(
    `true\ttrue\tclosed file\n${outside.repeat(4)}false\tbad argument #2 to 'io.open' (invalid mode)\n`,
  );
});

test.each(["5.1", "5.2"] as const)("%s cannot open a native library that is not there", async (version) => {
  const { stdout } = await runLua(version, { args: ["-e", 'print(package.loadlib("absent/x.so", "f"))'] });
  expect(stdout).toBe("nil\tabsent/x.so: cannot open shared object file: No such file or directory\topen\n");
});

test.each(["5.1", "5.2"] as const)(
  "a library that looks into running functions sees the ordinary ones that call it, in %s",
  async (version) => {
    const files = {
      "looking.lua": `local function levels()
  local found = {}
  for level = 1, 9 do
    local info = debug.getinfo(level, "nSl")
    if not info then break end
    found[level] = (info.name or info.what) .. ":" .. info.currentline
  end
  return table.concat(found, " ")
end
return {levels = levels, argument = function() return debug.getlocal(1, 1) end, trace = function() return debug.traceback("here") end}`,
      "main.lua": `local looking = require("looking")
local function caller() return looking.levels(), looking.trace() end
print(caller())
print(select(2, pcall(looking.levels)))`,
    };
    const { stdout } = await runLua(version, { args: ["main.lua"], files });
    const [first, ...rest] = stdout.split("\n");
    expect(first).toBe("levels:4 caller:2 main:3 C:-1\there");
    expect(rest.slice(1, 4).map((line) => line.trim().replace("./", ""))).toEqual([
      "looking.lua:10: in function 'trace'",
      "main.lua:2: in function 'caller'",
      "main.lua:3: in main chunk",
    ]);
    expect(rest.at(-2)).toBe("Lua:4 pcall:-1 main:4 C:-1");
  },
);

test("the exit code tells of a failure on the standard input only where that is named as the script", async () => {
  const input = "error('failed')";
  expect((await runLua("5.1", { args: [], input })).code).toBe(0);
  expect((await runLua("5.1", { args: ["-"], input })).code).toBe(1);
});

test("a library that -l cannot find is missed by require, which has no name in 5.1 as nobody calls it", async () => {
  expect((await runLua("5.1", { args: ["-l", "absent"] })).stderr).toMatch(/stack traceback:\n\t\[C\]: \?\n\t\[C\]: \?\n$/);
});
