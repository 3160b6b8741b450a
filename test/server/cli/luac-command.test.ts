import { expect, test } from "vitest";
import { type Run, runLua } from "./run-lua-command.ts";

test("what luac writes, lua runs: one file or several, with the lines of each", async () => {
  const files = {
    "a.lua": "print('a', ...) -- the end",
    "b.lua": "return print('b', arg ~= nil)",
    "error.lua": "\nerror('here')",
    "run.lua": `
local lua, luac = arg[-1], arg[-1] .. "c"
os.execute(luac .. " -s -o both a.lua b.lua") os.execute(lua .. " both 1 2")
os.execute(luac .. " -o all both error.lua") os.execute(lua .. " all 2>&1")
os.execute(luac .. " error.lua") os.execute(lua .. " luac.out 2>&1")
print(#io.popen(luac .. " -l"):read("*a") > 100)`,
  };
  const { stdout, stderr } = await runLua("5.1", { args: ["run.lua"], files });
  expect(stderr).toBe("");
  const failure =
    "lua: error.lua:2: here\nstack traceback:\n\t[C]: in function 'error'\n\terror.lua:2: in main chunk\n\t[C]: ?\n";
  expect(stdout).toBe(`a\nb\ttrue\n${failure}\t[C]: ?\na\nb\ttrue\n${failure}true\n`);
});

test("luac of 5.2 takes files with a byte order mark", async () => {
  const files = { "x.lua": "\ufeff#!lua\nprint(1)" };
  expect(await runLua("5.2c", { args: ["-p", "x.lua"], files })).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(await runLua("5.1c", { args: ["-p", "x.lua"], files })).toMatchObject({ code: 1 });
});

test.each([
  ["5.1", "nil\tx: unexpected end in precompiled chunk\n"],
  ["5.2", "nil\tx: truncated precompiled chunk\n"],
])("%s tells of a dump without its end", async (version, told) => {
  const program =
    "local d = string.dump(function() return 1 end) for _, n in ipairs{22, 30, #d - 1} do print((loadstring or load)(d:sub(1, n), '=x')) end";
  expect((await runLua(version, { args: ["-e", program] })).stdout).toBe(told.repeat(3));
});

test.each<[string, Run, string]>([
  ["an option that there is not", { args: ["-u"] }, "luac: unrecognized option '-u'\nusage: luac [options] [filenames]\n"],
  ["a missing name", { args: ["-o"] }, "luac: '-o' needs argument\nusage: luac"],
  ["an option for a name", { args: ["-o", "-p"] }, "luac: '-o' needs argument\nusage: luac"],
  ["no files", { args: [] }, "luac: no input files given\nusage: luac"],
  ["a file that is missing", { args: ["-p", "x.lua"] }, "luac: cannot open x.lua: No such file or directory\n"],
  ["a mistake", { args: ["-p", "-"], input: "x x" }, "luac: stdin:1: syntax error near 'x'\n"],
  [
    "other bytecode",
    { args: ["x"], files: { x: `\x1bLuaQ${"\0".repeat(20)}` } },
    "luac: x: version mismatch in precompiled chunk\n",
  ],
])("luac refuses %s", async (_, run, start) => {
  const { code, stdout, stderr } = await runLua("5.2c", run);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(start);
});
